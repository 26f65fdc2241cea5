import * as z from "zod/mini";
import { type ChangeFact, changeFact } from "../../shared/facts.ts";
import { rev, streamName } from "../../shared/ids.ts";

/** A fact as it arrived: its place is known even where its content is not understood (`fact` null). */
export interface ArrivedFact {
  stream: string;
  rev: number;
  fact: ChangeFact | null;
}

const envelope = z.object({ stream: streamName, rev: rev.check(z.gte(1)) });

/** @returns the fact; null when not even its place can be read */
export function readFact(raw: unknown): ArrivedFact | null {
  try {
    const fact = changeFact.safeParse(raw);
    if (fact.success) return { stream: fact.data.stream, rev: fact.data.rev, fact: fact.data };
    const place = envelope.safeParse(raw);
    return place.success ? { ...place.data, fact: null } : null;
  } catch {
    return null;
  }
}
