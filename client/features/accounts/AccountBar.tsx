import { Keyboard, LogOut, Scale, Settings, SlidersHorizontal } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Me } from "../../../shared/accounts.ts";
import { roleReaches } from "../../../shared/members.ts";
import { useConnection } from "../../platform/connection.store.ts";
import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import { Portrait } from "../../ui/Portrait.tsx";
import styles from "./AccountBar.module.css";
import { accountBarWords } from "./account-bar.catalogue.ts";
import { LightButton } from "./PublicPage.tsx";

const SignOutDialog = lazy(() => import("./SignOutDialog.tsx").then((module) => ({ default: module.SignOutDialog })));

/** At the foot of the rooms: who I am, whether I am connected, the light, my account's menu. */
export function AccountBar({ me, onHelp }: { me: Me; onHelp: () => void }) {
  const say = useWords(accountBarWords);
  const { state, syncing } = useConnection();
  const [isLeaving, setLeaving] = useState(false);
  const isOnline = state === "online";
  const words = (): string => {
    if (isOnline) return say(syncing ? "syncing" : "online");
    return say(state === "connecting" ? "connecting" : "offline");
  };
  const moderation: MenuEntry[] = roleReaches(me.role, "moderator")
    ? [{ id: "moderation", label: say("moderation"), icon: Scale, href: paths.moderation }]
    : [];
  const entries: MenuEntry[] = [
    { id: "settings", label: say("settings"), icon: Settings, href: paths.settings },
    ...moderation,
    { id: "keyboard", label: say("keyboard"), icon: Keyboard, onAction: onHelp },
    { id: "rule", rule: true },
    { id: "sign-out", label: say("signOut"), icon: LogOut, onAction: () => setLeaving(true) },
  ];
  return (
    <div className={styles.bar}>
      <Portrait name={me.displayName} size="medium" presence={isOnline ? "here" : "off"} />
      <span className={styles.who}>
        <b className={styles.name}>{me.displayName}</b>
        <span className={styles.state}>{words()}</span>
      </span>
      <LightButton />
      <Menu
        label={say("menu")}
        trigger={<IconButton icon={SlidersHorizontal} label={say("menu")} />}
        entries={entries}
        placement="top end"
      />
      <Suspense>{isLeaving && <SignOutDialog where="here" isOpen onOpenChange={setLeaving} />}</Suspense>
    </div>
  );
}
