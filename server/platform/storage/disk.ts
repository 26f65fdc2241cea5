import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { newId } from "../../../shared/ids.ts";
import { checkKey, checkPrefix, type PutOptions, type Storage, StorageError, type Stored } from "./storage.ts";

/** No key can be this one: a key has no segment that starts with a dot. */
const PENDING = ".pending";

/**
 * Files in a folder, readable by this account alone.
 * @param root made if it is not there; what an earlier process left half-written in it is removed
 * @throws StorageError when the folder cannot be used
 */
export async function openDiskStorage(root: string): Promise<Storage> {
  return translating(async () => {
    await rm(join(root, PENDING), { recursive: true, force: true });
    await mkdir(join(root, PENDING), { recursive: true, mode: 0o700 });
    return new DiskStorage(root);
  });
}

class DiskStorage implements Storage {
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** Written aside, forced to the disk, then renamed: under its key a file is whole or not there. */
  async put(key: string, content: Buffer | Readable, options: PutOptions = {}): Promise<void> {
    checkKey(key);
    const pending = join(this.root, PENDING, newId());
    const path = join(this.root, key);
    await translating(async () => {
      try {
        const source = content instanceof Readable ? content : Readable.from([content]);
        const target = createWriteStream(pending, { flags: "wx", mode: 0o600, flush: true });
        await pipeline(source, target);
        const expected = content instanceof Readable ? options.bytes : content.length;
        if (expected !== undefined && expected !== target.bytesWritten) throw new Error("The file came incomplete.");
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(pending, path);
      } catch (error) {
        await rm(pending, { force: true });
        throw error;
      }
      for (let folder = dirname(path); folder.length >= this.root.length; folder = dirname(folder)) {
        await forceFolder(folder);
      }
    });
  }

  async get(key: string): Promise<Stored | null> {
    checkKey(key);
    return translating(async () => {
      const handle = await absent(open(join(this.root, key), "r"));
      if (handle === null) return null;
      const found = await handle.stat();
      if (found.isFile()) return { bytes: found.size, stream: createReadStream("", { fd: handle }) };
      await handle.close();
      return null;
    });
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    const path = join(this.root, key);
    await translating(async () => {
      await absent(unlink(path));
      await absent(forceFolder(dirname(path)));
    });
  }

  async *list(prefix: string): AsyncIterable<string> {
    checkPrefix(prefix);
    const inside = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    for await (const key of this.walk(inside)) if (key.startsWith(prefix)) yield key;
  }

  async close(): Promise<void> {}

  private async *walk(inside: string): AsyncIterable<string> {
    const entries = await translating(() => absent(readdir(join(this.root, inside), { withFileTypes: true })));
    for (const entry of entries ?? []) {
      if (entry.isDirectory() && entry.name !== PENDING) yield* this.walk(`${inside}${entry.name}/`);
      if (entry.isFile()) yield inside + entry.name;
    }
  }
}

/** A name is safe from a power failure once the folder that holds it is forced to the disk; Windows has no such call. */
async function forceFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function absent<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR"].includes(code)) return null;
    throw error;
  }
}

async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const full = ["ENOSPC", "EDQUOT"].includes((error as NodeJS.ErrnoException).code ?? "");
    throw new StorageError(full ? "STORAGE_FULL" : "STORAGE_UNAVAILABLE", error);
  }
}
