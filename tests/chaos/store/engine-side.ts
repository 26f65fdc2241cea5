import { type DeserializeOptions, deserialize, serialize } from "bson";
import mongoose from "mongoose";
import type { Engine } from "../../../server/embedded-mongodb/engine.ts";
import { disagreement } from "../../embedded-mongodb/consistency.ts";
import type { Database } from "../../embedded-mongodb/support.ts";
import type { Ask } from "./sides.ts";

/** Numbers keep their types, and patterns are not made JavaScript's. */
const AS_STORED: DeserializeOptions = { promoteValues: false, bsonRegExp: true };

/** The engine of the store, without a socket. */
export function askEngine(engine: Engine): Ask {
  return (command) =>
    new Promise((resolve) => {
      const body = Buffer.from(serialize({ ...command, $db: "d" }));
      engine.execute({ requestId: 1, kind: "message", body, sequences: [], wantsReply: true }, { id: 1 }, (reply) =>
        resolve(deserialize(reply, AS_STORED)),
      );
    });
}

/** A database of another engine, through the driver. */
export function askDatabase(database: Database): Ask {
  return async (command) => {
    try {
      // The driver has classes of its own for the values.
      return deserialize(mongoose.mongo.BSON.serialize(await database.command(command, AS_STORED)), AS_STORED);
    } catch (error) {
      const { code, message } = error as { code?: number; message: string };
      return { ok: 0, code, errmsg: message };
    }
  };
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
