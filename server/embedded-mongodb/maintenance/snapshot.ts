import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { claimFolder } from "../claim.ts";
import { FolderInUse } from "../lock.ts";
import { Catalogue, type Collection } from "../storage/catalogue.ts";
import { checkDataFile, DATA_FILE } from "../storage/data-file.ts";
import { checkFormat } from "../storage/format.ts";
import { prefixRange } from "../storage/keys.ts";
import { type Kv, openFrozenKv } from "../storage/kv.ts";

/** A store as it was at one moment. */
export interface Snapshot {
  kv: Kv;
  close(): Promise<void>;
}

/**
 * Opens the store of a folder as it is at this moment, for reading. A store that serves goes on meanwhile: nothing is
 * asked of it, LMDB keeps the pages of this moment. A folder nobody uses is claimed until `close`. Rejects with one
 * clear sentence if there is no store, if another tool has the folder, or if the file is damaged or of a newer format.
 */
export async function openSnapshot(dataDir: string): Promise<Snapshot> {
  if (!existsSync(join(dataDir, DATA_FILE))) throw new Error(`There is no embedded store in ${dataDir}.`);
  const claim = await claimUnlessServed(dataDir);
  const leave = claim?.leave ?? (async () => {});
  let kv: Kv | undefined;
  try {
    // While a store serves, its file is whole up to where it was when looked at, and it holds the lock: no other tool
    // can put another file in its place. Whether it is still the same one is asked again afterwards.
    const before = lockText(dataDir);
    checkDataFile(dataDir);
    kv = openFrozenKv(dataDir);
    if (claim === undefined && lockText(dataDir) !== before) {
      throw new Error("The store was stopped or started at this very moment: do it again.");
    }
    checkFormat(kv);
    const opened = kv;
    return {
      kv,
      close: async () => {
        await opened.close();
        await leave();
      },
    };
  } catch (error) {
    await kv?.close();
    await leave();
    throw error;
  }
}

/** The collections of one database of a snapshot. Throws what reading a damaged catalogue throws. */
export function collectionsOf({ kv }: Snapshot, database: string): Collection[] {
  return new Catalogue(kv).list(database);
}

/** The bytes of the documents of a collection, in the order of `_id`. */
export function* documentsOf({ kv }: Snapshot, collection: Collection): Generator<Buffer> {
  const { low, high } = prefixRange(collection.prefix);
  const entries = kv.range(low, high);
  for (let next = entries.next(); !next.done; next = entries.next()) yield next.value.value;
}

async function claimUnlessServed(dataDir: string): Promise<{ leave(): Promise<void> } | undefined> {
  try {
    return await claimFolder(dataDir, "maintenance");
  } catch (error) {
    if (error instanceof FolderInUse && error.owner.purpose === "store") return undefined;
    throw error;
  }
}

function lockText(dataDir: string): string {
  return readFileSync(join(dataDir, "lock"), "utf8");
}
