import { existsSync } from "node:fs";
import { join } from "node:path";
import { Catalogue, type Collection } from "../storage/catalogue.ts";
import { checkDataFile, DATA_FILE } from "../storage/data-file.ts";
import { insertDocument, prepareDocument, type Storage } from "../storage/documents.ts";
import { checkFormat, ensureFormat } from "../storage/format.ts";
import { buildIndexes } from "../storage/index-build.ts";
import { normaliseIndexSpec } from "../storage/index-spec.ts";
import { openFrozenKv, openKv } from "../storage/kv.ts";
import { Slice } from "../storage/slice.ts";
import { type Doc, decode } from "../values/decode.ts";
import { replaceDataFile } from "./swap.ts";

/** Takes collections and their documents, in the order of the calls. */
export interface StoreWriter {
  collection(name: string, indexes: readonly Doc[]): void;
  document(bytes: Buffer): void;
}

const BATCH_DOCUMENTS = 1000;
const BATCH_BYTES = 8 * 1024 * 1024;

/**
 * Makes the store of a folder anew from what `fill` writes. Nothing of it is in force unless all of it is. Rejects with
 * one sentence if the folder is in use, or holds documents already and `replace` is false.
 */
export function refillStore(
  dataDir: string,
  { database, replace }: { database: string; replace: boolean },
  fill: (writer: StoreWriter) => Promise<void>,
): Promise<void> {
  return replaceDataFile(dataDir, async (draft) => {
    if (!replace && (await hasCollections(dataDir))) {
      throw new Error(
        `The store in ${dataDir} is not empty: nothing was changed. Add --replace to give up what it holds.`,
      );
    }
    const kv = openKv(draft);
    try {
      ensureFormat(kv);
      const writer = new BatchWriter({ kv, catalogue: new Catalogue(kv), slice: new Slice() }, database);
      await fill(writer);
      writer.flush();
    } finally {
      await kv.close();
    }
  });
}

async function hasCollections(dataDir: string): Promise<boolean> {
  if (!existsSync(join(dataDir, DATA_FILE))) return false;
  checkDataFile(dataDir);
  const kv = openFrozenKv(dataDir);
  try {
    checkFormat(kv);
    return new Catalogue(kv).list().length > 0;
  } finally {
    await kv.close();
  }
}

class BatchWriter implements StoreWriter {
  private readonly storage: Storage;
  private readonly database: string;
  private target: Collection | undefined;
  private waiting: Buffer[] = [];
  private bytes = 0;

  constructor(storage: Storage, database: string) {
    this.storage = storage;
    this.database = database;
  }

  collection(name: string, indexes: readonly Doc[]): void {
    this.flush();
    const { kv, catalogue } = this.storage;
    const specs = indexes.filter((spec) => spec.name !== "_id_").map(normaliseIndexSpec);
    kv.transaction(() => {
      this.target = catalogue.create(`${this.database}.${name}`);
      buildIndexes(this.storage, this.target, specs);
    });
  }

  document(bytes: Buffer): void {
    this.waiting.push(bytes);
    this.bytes += bytes.length;
    if (this.waiting.length >= BATCH_DOCUMENTS || this.bytes >= BATCH_BYTES) this.flush();
  }

  flush(): void {
    const { target, waiting } = this;
    this.waiting = [];
    this.bytes = 0;
    if (waiting.length === 0) return;
    if (target === undefined) throw new Error("a document was given before a collection");
    this.storage.kv.transaction(() => {
      for (const raw of waiting) insertDocument(this.storage, target, prepareDocument(decode(raw), raw));
    });
  }
}
