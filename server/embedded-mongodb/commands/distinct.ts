import { select } from "../storage/query.ts";
import { encodePoint } from "../storage/ranges.ts";
import { PAUSE, type Pause } from "../storage/slice.ts";
import type { Doc } from "../values/decode.ts";
import { compareValues } from "../values/order.ts";
import { arrayIndex, getField, isDoc } from "../values/types.ts";
import { type CommandContext, collectionOf } from "./context.ts";
import { optionalDoc, requiredString } from "./fields.ts";
import { hintOf } from "./read.ts";

/** `distinct`: the values at a path, each once, in order of value. */
export function* distinct(context: CommandContext): Generator<Pause, Doc> {
  const { body, storage } = context;
  const parts = requiredString(body, "key").split(".");
  const selection = { filter: optionalDoc(body, "query"), hint: hintOf(body) };
  const values = new Map<string, unknown>();
  // What no key can be made of, such as Decimal128, which may equal what one can be made of.
  const others: unknown[] = [];
  for (const hit of select(storage, collectionOf(context), selection)) {
    if (hit === PAUSE) {
      yield hit;
      continue;
    }
    for (const value of presentValues(hit.doc, parts)) {
      const key = encodePoint(value, false)?.toString("latin1");
      if (key === undefined) others.push(value);
      else values.set(key, value);
    }
  }
  const sorted = [...values.values(), ...others].sort(compareValues);
  return { values: sorted.filter((value, at) => at === 0 || compareValues(value, sorted[at - 1]) !== 0) };
}

/** The values that are there; an array gives its elements, and a missing field gives nothing. */
function* presentValues(value: unknown, parts: readonly string[]): Generator<unknown> {
  const [part, ...rest] = parts;
  if (Array.isArray(value)) {
    if (part === undefined) {
      yield* value;
      return;
    }
    const position = arrayIndex(part);
    if (position >= 0 && position < value.length) yield* presentValues(value[position], rest);
    for (const element of value) if (isDoc(element)) yield* presentValues(element, parts);
  } else if (part === undefined) {
    if (value !== undefined) yield value;
  } else if (isDoc(value)) {
    yield* presentValues(getField(value, part), rest);
  }
}
