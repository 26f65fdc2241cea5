import { SearchPage } from "../features/search/SearchPage.tsx";
import { searchWords } from "../features/search/search.catalogue.ts";
import { useWords } from "../platform/i18n.ts";
import { Page } from "./Page.tsx";

/** The centre pane at /recherche: what was said, found by its words. */
export default function SearchScreen() {
  const say = useWords(searchWords);
  return (
    <Page title={say("title")} lead={say("intro")}>
      <SearchPage />
    </Page>
  );
}
