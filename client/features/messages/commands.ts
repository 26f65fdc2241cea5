import { CircleHelp, Code, EyeOff, type LucideIcon, TextQuote, TriangleAlert } from "lucide-react";
import { say } from "../../platform/i18n.ts";
import { composerWords } from "./composer.catalogue.ts";
import type { Options } from "./options.ts";

/** What a command works on. */
export interface Writing {
  options: Options;
  /** Puts words around what is written, and the caret between them. */
  wrap: (before: string, after: string) => void;
}

/** Something that one adds to what one writes: by the composer's menu, or by typing / and its name. */
export interface Command {
  id: "question" | "warning" | "spoiler" | "quote" | "code";
  name: string;
  help: string;
  icon: LucideIcon;
  isOn: boolean;
  run: () => void;
}

/** @returns every command, named in the present language */
export function commands({ options, wrap }: Writing): Command[] {
  const { isQuestion, setQuestion, warning, setWarning } = options;
  const command = (id: Command["id"], icon: LucideIcon, run: () => void, isOn = false): Command => ({
    ...{ id, icon, run, isOn },
    name: say(composerWords, `commands.${id}`),
    help: say(composerWords, `helps.${id}`),
  });
  return [
    command("question", CircleHelp, () => setQuestion(!isQuestion), isQuestion),
    command("warning", TriangleAlert, () => setWarning(warning === null ? "" : null), warning !== null),
    command("spoiler", EyeOff, () => wrap("||", "||")),
    command("quote", TextQuote, () => wrap("> ", "")),
    command("code", Code, () => wrap("```\n", "\n```")),
  ];
}
