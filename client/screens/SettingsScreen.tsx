import { SettingsSections } from "../features/accounts/Settings.tsx";
import { useWords } from "../platform/i18n.ts";
import { Page } from "./Page.tsx";
import { screenWords } from "./screens.catalogue.ts";

/** /reglages: what a member decides for herself. */
export default function SettingsScreen({ onHelp }: { onHelp: () => void }) {
  const say = useWords(screenWords);
  return (
    <Page title={say("place.settings")}>
      <SettingsSections onHelp={onHelp} />
    </Page>
  );
}
