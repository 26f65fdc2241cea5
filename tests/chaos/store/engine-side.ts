import { deserialize, serialize } from "bson";
import type { Engine } from "../../../server/embedded-mongodb/engine.ts";
import { disagreement } from "../../embedded-mongodb/consistency.ts";
import type { Ask } from "./differential.ts";

/** The engine of the store, without a socket. */
export function askEngine(engine: Engine): Ask {
  return (command) =>
    new Promise((resolve) => {
      const body = Buffer.from(serialize({ ...command, $db: "d" }));
      engine.execute({ requestId: 1, kind: "message", body, sequences: [], wantsReply: true }, { id: 1 }, (reply) =>
        resolve(deserialize(reply)),
      );
    });
}

/** What an index of the compared collection lacks or has too much. */
export function inspectIndexes({ storage }: Engine): string | undefined {
  const collection = storage.catalogue.find("d.indexed");
  if (collection === undefined) return "the collection is not there";
  for (const index of collection.indexes) {
    const { lacks, extra } = disagreement(storage, collection, index);
    if (lacks.length + extra.length > 0)
      return `index ${index.name} lacks ${lacks.length}, has ${extra.length} too much`;
  }
  return undefined;
}
