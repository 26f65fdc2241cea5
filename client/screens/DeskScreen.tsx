import { BookmarksPage } from "../features/desk/BookmarksPage.tsx";
import { deskWords } from "../features/desk/desk.catalogue.ts";
import { ThreadsPage } from "../features/desk/ThreadsPage.tsx";
import { useWords } from "../platform/i18n.ts";
import { Page } from "./Page.tsx";

/** The centre pane at /fils and /reperes: the threads that I follow, the messages that I keep. */
export default function DeskScreen({ of }: { of: "threads" | "bookmarks" }) {
  const say = useWords(deskWords);
  return of === "threads" ? (
    <Page title={say("threads")} lead={say("threadsIntro")}>
      <ThreadsPage />
    </Page>
  ) : (
    <Page title={say("bookmarks")} lead={say("bookmarksIntro")}>
      <BookmarksPage />
    </Page>
  );
}
