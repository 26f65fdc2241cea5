// Reads every entry of a data file whose end may be missing; see data-file.ts.
import { ALL_RANGE } from "./keys.ts";
import { openFrozenKv } from "./kv.ts";

const kv = openFrozenKv(process.argv[2] ?? "");
const entries = kv.range(ALL_RANGE.low, ALL_RANGE.high);
let bytes = 0;
for (let next = entries.next(); !next.done; next = entries.next()) bytes += next.value.value.length;
await kv.close();
process.stdout.write(`${bytes}\n`);
