import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { claimFolder } from "../claim.ts";
import { checkDataFile, DATA_FILE } from "../storage/data-file.ts";
import { copyCompacted } from "../storage/kv.ts";

/**
 * Puts a new data file in the place of the old one: `make` writes it into a folder of its own, on the same disk, and one
 * renaming puts it in force. Whatever ends the process before that, the old file is as it was. Rejects with one sentence
 * if the folder is in use, and with what `make` rejects with.
 */
export async function replaceDataFile(dataDir: string, make: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const claim = await claimFolder(dataDir, "maintenance");
  const draft = join(dataDir, "new-data");
  try {
    // What an interrupted attempt left.
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    await make(draft);
    flush(join(draft, DATA_FILE));
    // LMDB's own table of readers is of the old file: it is made anew with the new one.
    rmSync(join(dataDir, "lock.mdb"), { force: true });
    renameSync(join(draft, DATA_FILE), join(dataDir, DATA_FILE));
    flush(dataDir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
    await claim.leave();
  }
}

/** Rewrites the data file without its free space. Gives its size before and after, in bytes. */
export async function compactStore(dataDir: string): Promise<{ before: number; after: number }> {
  const file = join(dataDir, DATA_FILE);
  let before = 0;
  await replaceDataFile(dataDir, async (draft) => {
    checkDataFile(dataDir);
    before = statSync(file).size;
    await copyCompacted(dataDir, draft);
  });
  return { before, after: statSync(file).size };
}

function flush(path: string): void {
  // Windows has no way to flush a folder, and needs none to keep a renaming.
  if (process.platform === "win32" && statSync(path).isDirectory()) return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
