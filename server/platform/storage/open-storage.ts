import { openDiskStorage } from "./disk.ts";
import type { S3Settings } from "./s3.ts";
import type { Storage } from "./storage.ts";

export type StorageSettings = { kind: "disk"; folder: string } | ({ kind: "s3" } & S3Settings);

/** Opens the storage that the settings name. */
export async function openStorage(settings: StorageSettings): Promise<Storage> {
  if (settings.kind === "disk") return openDiskStorage(settings.folder);
  // Loaded when needed: it weighs more than the rest of the server together.
  const { openS3Storage } = await import("./s3.ts");
  return openS3Storage(settings);
}
