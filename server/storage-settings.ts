import { join } from "node:path";
import { z } from "zod";
import type { StorageSettings } from "./platform/storage/open-storage.ts";

/** The settings of where members' files lie, among those of `config.ts`. */
export const storageEnvironment = {
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket")
    .optional(),
  S3_REGION: z.string().min(1).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  CELLAR_ADDON_HOST: z
    .string()
    .regex(/^[a-z0-9.-]+(:\d+)?$/i, "must be the name of a host")
    .optional(),
  CELLAR_ADDON_KEY_ID: z.string().min(1).optional(),
  CELLAR_ADDON_KEY_SECRET: z.string().min(1).optional(),
};

type Values = z.infer<z.ZodObject<typeof storageEnvironment>>;

/**
 * @returns the bucket that the settings name, else a folder in the data folder; or, where they name half of one, a sentence
 *   that says what is missing: files of members must not land on a disk that nobody meant
 */
export function readStorageSettings(values: Values, dataDir: string): StorageSettings | string {
  const cellar = values.S3_ENDPOINT === undefined && values.CELLAR_ADDON_HOST !== undefined;
  const named = {
    [cellar ? "CELLAR_ADDON_HOST" : "S3_ENDPOINT"]: cellar ? `https://${values.CELLAR_ADDON_HOST}` : values.S3_ENDPOINT,
    S3_BUCKET: values.S3_BUCKET,
    [cellar ? "CELLAR_ADDON_KEY_ID" : "S3_ACCESS_KEY_ID"]: cellar
      ? values.CELLAR_ADDON_KEY_ID
      : values.S3_ACCESS_KEY_ID,
    [cellar ? "CELLAR_ADDON_KEY_SECRET" : "S3_SECRET_ACCESS_KEY"]: cellar
      ? values.CELLAR_ADDON_KEY_SECRET
      : values.S3_SECRET_ACCESS_KEY,
  };
  const [endpoint, bucket, accessKeyId, secretAccessKey] = Object.values(named);
  if (endpoint && bucket && accessKeyId && secretAccessKey) {
    return { kind: "s3", endpoint, region: values.S3_REGION, bucket, accessKeyId, secretAccessKey };
  }
  const missing = Object.keys(named).filter((name) => named[name] === undefined);
  if (missing.length === Object.keys(named).length) return { kind: "disk", folder: join(dataDir, "files") };
  return `${missing[0]} is missing: a storage for files needs ${Object.keys(named).join(", ")}.`;
}
