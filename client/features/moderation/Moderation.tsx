import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import { useWords } from "../../platform/i18n.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { Journal } from "./Journal.tsx";
import { MembersAdministration } from "./MembersAdministration.tsx";
import { moderationWords } from "./moderation.catalogue.ts";
import { usePermissions } from "./moderation.store.ts";
import { SanctionsInForce } from "./SanctionsInForce.tsx";

const tabIds = ["journal", "sanctions", "members", "rooms"] as const;
type TabId = (typeof tabIds)[number];

/** The work of moderators: the journal, what holds now, members; rooms, for administrators. */
export function Moderation({ rooms }: { rooms: ReactNode }) {
  const say = useWords(moderationWords);
  const { moderate, administer } = usePermissions(null);
  // In the address, so that a reload and the back button keep the tab.
  const [search, setSearch] = useSearchParams();
  const asked = tabIds.find((id) => id === search.get("onglet"));
  if (!moderate) return <Notice tone="wait">{say("denied")}</Notice>;
  const content: Record<TabId, ReactNode> = {
    journal: <Journal />,
    sanctions: <SanctionsInForce />,
    members: <MembersAdministration />,
    rooms,
  };
  const shown = tabIds.filter((id) => id !== "rooms" || administer);
  return (
    <Tabs
      flush
      label={say("tabs")}
      tabs={shown.map((id) => ({ id, label: say(`tab.${id}`), content: content[id] }))}
      selected={asked && shown.includes(asked) ? asked : "journal"}
      onSelect={(id) => setSearch({ onglet: id }, { replace: true })}
    />
  );
}
