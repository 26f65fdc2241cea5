import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useWords } from "../platform/i18n.ts";
import { IconButton } from "./IconButton.tsx";
import { TextField, type TextFieldProps } from "./TextField.tsx";
import { uiWords } from "./ui.catalogue.ts";

export interface PasswordFieldProps extends Omit<TextFieldProps, "type" | "end" | "autoComplete"> {
  /** Tells password managers whether to fill in or to propose. */
  autoComplete: "current-password" | "new-password";
}

/** A password that can be shown, pasted and filled in by a password manager. */
export function PasswordField(props: PasswordFieldProps) {
  const say = useWords(uiWords);
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? "text" : "password"}
      autoCorrect="off"
      spellCheck="false"
      end={
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={say(shown ? "password.hide" : "password.show")}
          onPress={() => setShown(!shown)}
        />
      }
    />
  );
}
