/// <reference path="./s3rver.d.ts" />
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { openStorage } from "../../../../server/platform/storage/open-storage.ts";
import type { Storage } from "../../../../server/platform/storage/storage.ts";

export interface Place {
  storage: Storage;
  /** The folder in which the disk's files lie, or the bucket's. */
  folder: string;
  leave(): Promise<void>;
}

async function onDisk(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "storage-"));
  const storage = await openStorage({ kind: "disk", folder });
  return { storage, folder, leave: async () => rmSync(folder, { recursive: true, force: true }) };
}

async function inBucket(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "bucket-"));
  const configureBuckets = [{ name: "photos" }];
  const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: folder, configureBuckets });
  const { port } = await server.run();
  const storage = await openStorage({
    kind: "s3",
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-east-1",
    bucket: "photos",
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
  });
  const leave = async () => {
    await storage.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { storage, folder, leave };
}

/** Every kind of storage there is. */
export const places: [name: string, make: () => Promise<Place>][] = [
  ["on a disk", onDisk],
  ["in a bucket", inBucket],
];
