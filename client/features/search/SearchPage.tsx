import { X } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { LIMITS } from "../../../shared/limits.ts";
import { asksForWords, parseSearch } from "../../../shared/search-words.ts";
import { useWords } from "../../platform/i18n.ts";
import { paths } from "../../platform/paths.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { conversationsStore } from "../conversations/conversations.store.ts";
import { membersStore } from "../members/members.store.ts";
import styles from "./SearchPage.module.css";
import { SearchResults } from "./SearchResults.tsx";
import { searchWords } from "./search.catalogue.ts";
import { parseTyped, type SearchLimits, type SearchNames, withoutFilter } from "./typed-search.ts";

/** Filters that need no more words: a press adds them. */
const OFFERED = ["filterPhoto", "filterLink", "filterQuestion", "filterOpen"] as const;

function useNames(): SearchNames {
  const members = membersStore((state) => state.members);
  const held = conversationsStore((state) => state.held);
  return useMemo(
    () => ({
      people: Object.values(members).map(({ id, displayName }) => ({ id, name: displayName })),
      places: Object.values(held).map(({ summary }) => ({
        id: summary.id,
        name: summary.kind === "room" ? summary.room.name : summary.with.displayName,
      })),
    }),
    [members, held],
  );
}

/** The field, the filters in it, and what they find. The address holds what is looked for: going back brings it back. */
export function SearchPage() {
  const typed = new URLSearchParams(useSearch()).get("q") ?? "";
  return <Search key={typed} typed={typed} />;
}

function Search({ typed }: { typed: string }) {
  const say = useWords(searchWords);
  const [, navigate] = useLocation();
  const [value, setValue] = useState(typed);
  const names = useNames();
  const { text, filters } = useMemo(() => parseTyped(typed, names), [typed, names]);
  const limits: SearchLimits = Object.assign({}, ...filters.map(({ means }) => means));
  const unknown = filters.filter(({ means }) => means === null);
  // One and the same object as long as it means the same: names that come later ask nothing anew.
  const key = JSON.stringify({ query: text, ...limits });
  const asked = useMemo(() => JSON.parse(key) as SearchLimits & { query: string }, [key]);
  const isEnough = asksForWords(parseSearch(text)) || [limits.from, limits.has, limits.is].some((one) => one);

  const look = (next: string): void => navigate(next === "" ? paths.search : paths.searching(next));
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    look(value.trim());
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: the element `search` is not known to every reader yet. */}
      <form role="search" className={styles.form} onSubmit={onSubmit}>
        <TextField
          label={say("field")}
          help={say("help")}
          type="search"
          value={value}
          onChange={setValue}
          maxLength={LIMITS.searchQuery}
          autoFocus={typed === ""}
          enterKeyHint="search"
        />
        <Button type="submit" tone="main">
          {say("submit")}
        </Button>
      </form>
      {/* biome-ignore lint/a11y/useSemanticElements: these are no fields of a form. */}
      <div role="group" aria-label={say("filters")} className={styles.chips}>
        {filters.map(({ written }) => (
          <Button
            key={written}
            size="small"
            iconAfter={X}
            aria-label={say("removeFilter", { filter: written })}
            onPress={() => look(withoutFilter(typed, written))}
          >
            {written}
          </Button>
        ))}
        {OFFERED.filter((offered) => !filters.some(({ written }) => written === say(offered))).map((offered) => (
          <Button key={offered} size="small" onPress={() => look(`${value} ${say(offered)}`.trim())}>
            + {say(offered)}
          </Button>
        ))}
      </div>
      {typed !== "" && unknown.length > 0 && (
        <p role="alert">{say("unknown", { filter: unknown.map(({ written }) => written).join(", ") })}</p>
      )}
      {typed !== "" && unknown.length === 0 && !isEnough && <p role="alert">{say("tooLittle")}</p>}
      {unknown.length === 0 && isEnough && <SearchResults key={key} asked={asked} />}
    </>
  );
}
