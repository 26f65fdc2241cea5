import { refillStore } from "../embedded-mongodb/maintenance/refill.ts";
import { collectionsOf, documentsOf, openSnapshot } from "../embedded-mongodb/maintenance/snapshot.ts";
import { type BackupItem, readBackup, verifyBackup, writeBackup } from "./backup-format.ts";

/** Writes one moment of the embedded store into a file, also while it serves. Gives the number of documents. */
export async function backUpEmbedded(dataDir: string, database: string, file: string): Promise<number> {
  const snapshot = await openSnapshot(dataDir);
  function* items(): Generator<BackupItem> {
    for (const collection of collectionsOf(snapshot, database)) {
      const indexes = collection.indexes.map((index) => index.spec);
      yield { kind: "collection", collection: { name: collection.name, indexes } };
      for (const bytes of documentsOf(snapshot, collection)) yield { kind: "document", bytes };
    }
  }
  try {
    return await writeBackup(file, items());
  } finally {
    await snapshot.close();
  }
}

/**
 * Makes the embedded store anew from a backup, which is verified first: all of it or nothing. The store must be stopped.
 * Gives the number of documents.
 */
export async function restoreEmbedded(
  dataDir: string,
  options: { database: string; replace: boolean },
  file: string,
): Promise<number> {
  const documents = await verifyBackup(file);
  await refillStore(dataDir, options, async (writer) => {
    for await (const item of readBackup(file)) {
      if (item.kind === "collection") writer.collection(item.collection.name, item.collection.indexes);
      else writer.document(item.bytes);
    }
  });
  return documents;
}
