import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readConfig } from "../../../../server/config.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "settings-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const read = (env: Record<string, string>) => readConfig({ DATA_DIR: dataDir, ...env }).storage;
const keys = { S3_ACCESS_KEY_ID: "id", S3_SECRET_ACCESS_KEY: "secret" };

it("files lie in the data folder when nothing names a bucket, or only with empty words", () => {
  expect(read({})).toEqual({ kind: "disk", folder: join(dataDir, "files") });
  expect(read({ S3_ENDPOINT: "", S3_BUCKET: "" })).toEqual({ kind: "disk", folder: join(dataDir, "files") });
});

it("a bucket is named by S3_*, and by a Cellar add-on with S3_BUCKET", () => {
  const bucket = { kind: "s3", region: "us-east-1", bucket: "photos", accessKeyId: "id", secretAccessKey: "secret" };
  expect(read({ S3_ENDPOINT: "https://s3.exemple.fr", S3_BUCKET: "photos", ...keys })).toEqual({
    ...bucket,
    endpoint: "https://s3.exemple.fr",
  });
  const cellar = {
    CELLAR_ADDON_HOST: "cellar.exemple.fr",
    CELLAR_ADDON_KEY_ID: "id",
    CELLAR_ADDON_KEY_SECRET: "secret",
  };
  expect(read({ S3_BUCKET: "photos", ...cellar })).toEqual({ ...bucket, endpoint: "https://cellar.exemple.fr" });
});

it("half a bucket is refused with a sentence that says what is missing", () => {
  expect(() => read({ S3_BUCKET: "photos" })).toThrow("S3_ENDPOINT is missing: a storage for files needs");
  expect(() => read({ CELLAR_ADDON_HOST: "c.exemple.fr" })).toThrow("S3_BUCKET is missing");
  expect(() => read({ S3_ENDPOINT: "https://x.fr", S3_BUCKET: "photos", S3_ACCESS_KEY_ID: "id" })).toThrow(
    "S3_SECRET_ACCESS_KEY is missing",
  );
  expect(() => read({ S3_ENDPOINT: "nowhere" })).toThrow("The setting S3_ENDPOINT cannot be used");
});
