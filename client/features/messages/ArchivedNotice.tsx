import { Archive } from "lucide-react";
import { useWords } from "../../platform/i18n.ts";
import { ReadOnly } from "../../ui/ReadOnly.tsx";
import { messageWords } from "./messages.catalogue.ts";

/** In the place of the composer: the room is archived. */
export function ArchivedNotice() {
  const say = useWords(messageWords);
  return (
    <ReadOnly icon={Archive} title={say("archived.title")}>
      {say("archived.text")}
    </ReadOnly>
  );
}
