import { foundStretches, parseSearch } from "../../../shared/search-words.ts";

/** Signs before the first word found where a long text is cut. */
const BEFORE = 80;

/** A text in which what was looked for stands out; a long one begins shortly before it. */
export function Highlighted({ text, query }: { text: string; query: string }) {
  const stretches = foundStretches(text, parseSearch(query));
  const first = stretches[0]?.start ?? 0;
  const from = first > BEFORE * 2 ? text.lastIndexOf(" ", first - BEFORE) + 1 : 0;
  let at = from;
  return (
    <>
      {from > 0 && "… "}
      {stretches.map(({ start, end }) => {
        const before = text.slice(at, start);
        at = end;
        return (
          <span key={start}>
            {before}
            <mark>{text.slice(start, end)}</mark>
          </span>
        );
      })}
      {text.slice(at)}
    </>
  );
}
