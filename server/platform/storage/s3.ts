import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { checkKey, checkPrefix, type PutOptions, type Storage, StorageError, type Stored } from "./storage.ts";

export interface S3Settings {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Files in a bucket, which must be there and private. */
export function openS3Storage(settings: S3Settings): Storage {
  return new S3Storage(settings);
}

class S3Storage implements Storage {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ endpoint, region, bucket, accessKeyId, secretAccessKey }: S3Settings) {
    this.bucket = bucket;
    this.client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      // The newer checksums are Amazon's own: others refuse them.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    });
  }

  /** A photo is at most some tens of megabytes: gathered first, it is sent again when the network fails, and never in part. */
  async put(key: string, content: Buffer | Readable, options: PutOptions = {}): Promise<void> {
    checkKey(key);
    await translating(async () => {
      const body = content instanceof Readable ? await buffer(content) : content;
      const expected = content instanceof Readable ? options.bytes : undefined;
      if (expected !== undefined && expected !== body.length) throw new Error("The file came incomplete.");
      const length = { ContentLength: body.length, ContentType: "application/octet-stream" };
      await this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body, ...length }));
    });
  }

  async get(key: string): Promise<Stored | null> {
    checkKey(key);
    return translating(async () => {
      const found = await absent(this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key })));
      if (!found) return null;
      if (!(found.Body instanceof Readable)) throw new Error("The answer holds no file.");
      return { bytes: found.ContentLength ?? 0, stream: found.Body };
    });
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    await translating(() => absent(this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }))));
  }

  async *list(prefix: string): AsyncIterable<string> {
    checkPrefix(prefix);
    let next: string | undefined;
    do {
      const asked = { Bucket: this.bucket, Prefix: prefix, ...(next && { ContinuationToken: next }) };
      const page = await translating(() => this.client.send(new ListObjectsV2Command(asked)));
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
      next = page.NextContinuationToken;
    } while (next);
  }

  async close(): Promise<void> {
    this.client.destroy();
  }
}

async function absent<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (["NoSuchKey", "NotFound"].includes((error as Error).name)) return null;
    throw error;
  }
}

async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const full = /quota|storagefull|insufficientstorage/i.test((error as Error).name);
    throw new StorageError(full ? "STORAGE_FULL" : "STORAGE_UNAVAILABLE", error);
  }
}
