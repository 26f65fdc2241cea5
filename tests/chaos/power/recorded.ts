import { openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "../../../server/embedded-mongodb/engine.ts";
import { askEngine } from "../store/engine-side.ts";

// Writes under a recorder of system calls. An acknowledgement is a system call too, so that it has its place in the order.
const [folder = "", count = "0"] = process.argv.slice(2);
const acks = openSync(join(folder, "acks"), "w");
const engine = new Engine(folder, { log: (line) => process.stderr.write(`${line}\n`) });
const ask = askEngine(engine);
await ask({ createIndexes: "rows", indexes: [{ key: { writer: 1, seq: -1 }, name: "w", unique: true }] });
const each = Number(count) / 8;
const writer = async (id: number): Promise<void> => {
  for (let seq = 0; seq < each; seq += 1) {
    const _id = `${id}:${seq}`;
    const { n } = await ask({
      insert: "rows",
      documents: [{ _id, writer: id, seq, text: "x".repeat((seq * 97) % 3000) }],
    });
    if (Number(n) !== 1) throw new Error(`${_id} was not stored`);
    writeSync(acks, `${_id}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, (_, id) => writer(id)));
await engine.close();
