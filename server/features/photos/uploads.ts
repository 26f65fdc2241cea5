import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { LIMITS } from "../../../shared/limits.ts";
import { CallError } from "../../platform/errors.ts";

/** Files on their way in, each in the folder as far as it came: what a lost connection leaves is gone on from. */
export interface Uploads {
  /** @returns how many bytes are there */
  received(id: string): Promise<number>;
  /**
   * Adds a part to a file.
   * @param place where it belongs, and how long the file will be at most, in bytes
   * @returns how many bytes are there then
   * @throws CallError CONFLICT when the file does not end at the offset; TOO_LARGE when it would become too long
   */
  add(id: string, part: Readable, place: { offset: number; bytes: number }): Promise<number>;
  /** The file's path. */
  path(id: string): string;
  /** An empty folder of one's own, for what is made of the file. */
  workFolder(id: string): Promise<string>;
  /** Everything of it goes. */
  remove(id: string): Promise<void>;
  /** Ids of everything that lies there. */
  all(): Promise<string[]>;
}

/** @param folder made when needed, closed to other users of the machine */
export function createUploads(folder: string): Uploads {
  const path = (id: string) => join(folder, `${id}.part`);
  const work = (id: string) => join(folder, `${id}.work`);
  /** Files that a part is being added to: two at once would mix. */
  const busy = new Set<string>();

  const received = async (id: string): Promise<number> => {
    try {
      return (await stat(path(id))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
      throw error;
    }
  };

  const append = async (id: string, part: Readable, room: number) => {
    let left = Math.min(room, LIMITS.photoPart);
    const bounded = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        left -= chunk.length;
        if (left < 0) throw new CallError("TOO_LARGE");
        yield chunk;
      }
    };
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await pipeline(part, bounded, createWriteStream(path(id), { flags: "a", mode: 0o600 }));
  };

  return {
    path,
    received,
    add: async (id, part, { offset, bytes }) => {
      if (busy.has(id)) throw new CallError("CONFLICT");
      busy.add(id);
      try {
        if ((await received(id)) !== offset) throw new CallError("CONFLICT");
        await append(id, part, bytes - offset);
        return await received(id);
      } finally {
        busy.delete(id);
      }
    },
    workFolder: async (id) => {
      await rm(work(id), { recursive: true, force: true });
      await mkdir(work(id), { recursive: true, mode: 0o700 });
      return work(id);
    },
    remove: async (id) => {
      await Promise.all([rm(path(id), { force: true }), rm(work(id), { recursive: true, force: true })]);
    },
    all: async () => {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return [];
        throw error;
      });
      return [...new Set(names.map((name) => name.replace(/\.(?:part|work)$/, "")))];
    },
  };
}
