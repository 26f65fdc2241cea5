import { Plus } from "lucide-react";
import { lazy, type ReactNode, Suspense, useId, useMemo, useState } from "react";
import { Button } from "react-aria-components/Button";
import { useLocation } from "wouter";
import { roleReaches } from "../../../shared/members.ts";
import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Skeleton, SkeletonGroup } from "../../ui/Skeleton.tsx";
import { useSession } from "../accounts/accounts.store.ts";
import { favouritesIn, usePreferences } from "../desk/preferences.store.ts";
import { conversationWords } from "./conversations.catalogue.ts";
import { type RoomEntry, useConversationsListed, useRoomsByTheme } from "./conversations.store.ts";
import { QuickSwitcher } from "./QuickSwitcher.tsx";
import styles from "./RoomList.module.css";
import { RoomRow } from "./RoomRow.tsx";

const RoomEditor = lazy(() => import("./RoomEditor.tsx").then((module) => ({ default: module.RoomEditor })));

export interface RoomListProps {
  /** The conversation in the centre. */
  currentId: string | null;
  /** Private messages and requests, below the rooms. */
  directs: ReactNode;
}

/** Joined rooms first; an archived one is listed for its members only. */
function shown(rooms: readonly RoomEntry[]): RoomEntry[] {
  const listed = rooms.filter(({ room, joined }) => joined || !room.archived);
  return [...listed.filter(({ joined }) => joined), ...listed.filter(({ joined }) => !joined)];
}

/** The list in the left column, a table of contents: the switcher, rooms by theme, private messages. */
export function RoomList({ currentId, directs }: RoomListProps) {
  return (
    <div className={styles.scroll}>
      <QuickSwitcher />
      <Themes currentId={currentId} />
      <NewRoom />
      {directs}
    </div>
  );
}

function Themes({ currentId }: { currentId: string | null }) {
  const say = useWords(conversationWords);
  const themes = useRoomsByTheme();
  const listed = useConversationsListed();
  const favourites = useFavourites(themes);
  if (themes.length === 0) return listed ? <NoRoom /> : <LatentRooms />;
  const group = (name: string, entries: readonly RoomEntry[]) =>
    entries.length > 0 && (
      <Theme key={name} name={name}>
        {entries.map((entry) => (
          <RoomRow key={entry.room.id} entry={entry} isCurrent={entry.room.id === currentId} />
        ))}
      </Theme>
    );
  return (
    <>
      {group(say("favourites"), favourites)}
      {themes.map(({ theme, rooms }) =>
        group(
          say(`theme.${theme}`),
          shown(rooms).filter((entry) => !favourites.includes(entry)),
        ),
      )}
    </>
  );
}

/** @returns the rooms that I am in and put first, in my order */
function useFavourites(themes: ReturnType<typeof useRoomsByTheme>): RoomEntry[] {
  const preferences = usePreferences();
  return useMemo(() => {
    const rooms = themes.flatMap((theme) => theme.rooms);
    return favouritesIn(preferences).flatMap((id) => rooms.find(({ room, joined }) => joined && room.id === id) ?? []);
  }, [themes, preferences]);
}

function Theme({ name, children }: { name: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.theme}>
        {name}
      </h2>
      <ul>{children}</ul>
    </section>
  );
}

/** For administrators, below the rooms. */
function NewRoom() {
  const say = useWords(conversationWords);
  const [, navigate] = useLocation();
  const role = useSession().me?.role ?? "member";
  const [isOpen, setOpen] = useState(false);
  if (!roleReaches(role, "administrator")) return null;
  return (
    <>
      <Button className={styles.create ?? ""} onPress={() => setOpen(true)}>
        <Icon of={Plus} />
        {say("create")}
      </Button>
      {isOpen && (
        <Suspense>
          <RoomEditor room={null} onClose={() => setOpen(false)} onCreated={(id) => navigate(paths.conversation(id))} />
        </Suspense>
      )}
    </>
  );
}

function LatentRooms() {
  const say = useWords(conversationWords);
  return (
    <SkeletonGroup label={say("loading")}>
      <div className={styles.latent}>
        {(["short", "long", "medium", "long", "short", "medium", "long"] as const).map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: these never move.
          <Skeleton key={index} width={width} />
        ))}
      </div>
    </SkeletonGroup>
  );
}

function NoRoom() {
  const say = useWords(conversationWords);
  return (
    <div className={styles.none}>
      <p className={styles.noneTitle}>{say("none.title")}</p>
      <p className="meta">{say("none.text")}</p>
    </div>
  );
}
