import { type Document, serialize } from "bson";
import type { Random } from "../../embedded-mongodb/random.ts";
import { opMsg, opQuery, sequenceSection } from "../../embedded-mongodb/raw-client.ts";

const COMMANDS: Document[] = [
  { insert: "junk", documents: [{ a: 1, b: ["x", { c: null }], d: new Date(0) }] },
  { find: "junk", filter: { a: { $gte: 1 }, b: /x/ }, sort: { a: 1 }, batchSize: 2 },
  { update: "junk", updates: [{ q: { a: 1 }, u: { $set: { "b.0": 5 } }, multi: false, upsert: true }] },
  { delete: "junk", deletes: [{ q: { a: { $in: [1, 2] } }, limit: 1 }] },
  { findAndModify: "junk", query: { a: 1 }, update: { $inc: { n: 1 } }, upsert: true, new: true },
  { aggregate: "junk", pipeline: [{ $match: { a: 1 } }, { $group: { _id: "$b", n: { $sum: 1 } } }], cursor: {} },
  { createIndexes: "junk", indexes: [{ key: { a: 1 }, name: "a_1" }] },
  { hello: 1 },
  { getMore: 5n, collection: "junk" },
];

/** A frame that was right, and then was damaged; the requests name a database that nothing else uses. */
export function brokenFrame(random: Random): Buffer {
  const command = { ...random.pick(COMMANDS), $db: "fuzz" };
  const whole = random.pick([
    () => opMsg(random.int(1000), command),
    () =>
      opMsg(
        random.int(1000),
        { insert: "junk", $db: "fuzz" },
        { sections: [sequenceSection("documents", [{ a: 1 }])] },
      ),
    () => opQuery(1, "admin.$cmd", { ismaster: 1 }),
    () => opMsg(1, deep(random.int(400)) as Document),
    () => opMsg(1, Buffer.concat([serialize(command), serialize(command)])),
  ])();
  const kind = random.int(6);
  if (kind === 0) return Buffer.from(Array.from({ length: 16 + random.int(200) }, () => random.int(256)));
  if (kind === 1) return withLength(whole.subarray(0, random.int(whole.length)));
  if (kind === 2) whole.writeInt32LE(random.pick([-1, 0, 15, 16, 47_999_999, 2 ** 31 - 1, whole.length + 5]), 0);
  for (let n = 1 + random.int(4); n > 0; n -= 1) spoil(whole, random);
  return whole;
}

/** One byte or one length becomes another; the frame's own length is left alone, so that the damage is looked at. */
function spoil(bytes: Buffer, random: Random): void {
  const at = 16 + random.int(bytes.length - 20);
  if (random.chance(0.3)) bytes.writeInt32LE(random.pick([-1, 0, 1, 4, 2 ** 31 - 1, -(2 ** 31)]), at);
  else bytes[at] = random.chance(0.5) ? random.int(256) : bytes[at]! ^ (1 << random.int(8));
}

function withLength(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length >= 16) copy.writeInt32LE(copy.length, 0);
  return copy;
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1)
    value = level % 2 === 0 ? { a: value } : { insert: "junk", a: [value] };
  return typeof value === "object" ? value : { a: value };
}
