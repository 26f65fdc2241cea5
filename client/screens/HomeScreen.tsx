import { useSyncExternalStore } from "react";
import { Redirect } from "wouter";
import {
  useConversation,
  useConversationsListed,
  useRoomsByTheme,
} from "../features/conversations/conversations.store.ts";
import { useWords } from "../platform/i18n.ts";
import { paths } from "../platform/paths.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { useLastConversation } from "./last-conversation.ts";
import { Page } from "./Page.tsx";
import { screenWords } from "./screens.catalogue.ts";

const twoPanes = "(min-width: 720px)";

function watch(changed: () => void): () => void {
  const query = matchMedia(twoPanes);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** The first place: on a phone the list of rooms alone; elsewhere the conversation she was in last, or the first. */
export function HomeScreen() {
  const say = useWords(screenWords);
  const hasCentre = useSyncExternalStore(watch, () => matchMedia(twoPanes).matches);
  const isListed = useConversationsListed();
  const lastId = useLastConversation();
  const last = useConversation(lastId ?? "");
  const first = useRoomsByTheme()
    .flatMap((group) => group.rooms)
    .find((entry) => entry.joined && !entry.room.archived);
  if (!hasCentre || !isListed || lastId === undefined) return null;
  const id = last?.id ?? first?.room.id;
  if (id) return <Redirect to={paths.conversation(id)} replace />;
  return (
    <Page>
      <EmptyState title={say("home.title")}>
        <p>{say("home.text")}</p>
      </EmptyState>
    </Page>
  );
}
