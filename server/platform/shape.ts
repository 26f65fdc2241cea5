import { LIMITS } from "../../shared/limits.ts";
import { CallError } from "./errors.ts";

/**
 * Refuses what is too deep, too wide or not plain JSON before any schema walks it. Iterative: depth cannot exhaust the stack.
 * @throws CallError INVALID
 */
export function assertPlain(input: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: input, depth: 1 }];
  let keys = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (value === null || typeof value !== "object") continue;
    if (depth > LIMITS.jsonDepth) throw new CallError("INVALID", { fields: { "": "deep" } });
    const prototype: unknown = Object.getPrototypeOf(value);
    if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) throw new CallError("INVALID");
    const children = Object.values(value);
    keys += children.length;
    if (keys > LIMITS.jsonKeys) throw new CallError("INVALID", { fields: { "": "wide" } });
    for (const child of children) open.push({ value: child, depth: depth + 1 });
  }
}
