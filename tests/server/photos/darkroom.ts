import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPhotoProcessor, type ProcessorLimits } from "../../../server/features/photos/processing/pool.ts";
import type { PhotoProcessor, ProcessedPhoto } from "../../../server/features/photos/processing/processor.ts";

export interface Developed extends ProcessedPhoto {
  /** Every file that was written, by name. */
  files: Map<string, Buffer>;
}

export interface Darkroom {
  processor: PhotoProcessor;
  /** Writes the bytes into a file of that name. */
  lay(name: string, bytes: Buffer): string;
  /** Processes a file with everything kept that may be kept, and reads what was written. */
  develop(file: string, keep?: { keepShooting?: boolean; keepOriginal?: boolean }): Promise<Developed>;
  /** Names of everything that lies in the folders of the photos refused so far. */
  leftovers(): string[];
  close(): Promise<void>;
}

/** A processor with folders of its own. */
export function openDarkroom(limits: Partial<ProcessorLimits> = { milliseconds: 120_000 }): Darkroom {
  const root = mkdtempSync(join(tmpdir(), "darkroom-"));
  const processor = createPhotoProcessor(limits);
  const refused = new Set<string>();
  let count = 0;
  const fresh = (): string => {
    count += 1;
    const folder = join(root, String(count));
    mkdirSync(folder);
    return folder;
  };
  return {
    processor,
    lay: (name, bytes) => {
      const file = join(fresh(), name);
      writeFileSync(file, bytes);
      return file;
    },
    develop: async (file, { keepShooting = true, keepOriginal = true } = {}) => {
      const folder = fresh();
      refused.add(folder);
      const photo = await processor.process({ file, folder, keepShooting, keepOriginal });
      refused.delete(folder);
      return { ...photo, files: new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])) };
    },
    leftovers: () => [...refused].flatMap((folder) => readdirSync(folder)),
    close: async () => {
      await processor.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
