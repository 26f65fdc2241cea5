import { RoomsAdministration } from "../features/conversations/RoomsAdministration.tsx";
import { Moderation } from "../features/moderation/Moderation.tsx";
import { useWords } from "../platform/i18n.ts";
import { Page } from "./Page.tsx";
import { screenWords } from "./screens.catalogue.ts";

/** /moderation: the journal, sanctions in force, members, rooms. */
export default function ModerationScreen() {
  const say = useWords(screenWords);
  return (
    <Page title={say("place.moderation")}>
      <Moderation rooms={<RoomsAdministration />} />
    </Page>
  );
}
