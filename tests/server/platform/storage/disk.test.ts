import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDiskStorage } from "../../../../server/platform/storage/disk.ts";
import { openS3Storage } from "../../../../server/platform/storage/s3.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "disk-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the disk", () => {
  it("shows files and folders to this account alone", async () => {
    const storage = await openDiskStorage(join(folder, "files"));
    await storage.put("a/b/c.webp", Buffer.from("x"));
    const modes = ["", "a", "a/b", "a/b/c.webp"].map((path) => statSync(join(folder, "files", path)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o600]);
  });

  it("is cleared of what an earlier process left half-written", async () => {
    mkdirSync(join(folder, ".pending"));
    writeFileSync(join(folder, ".pending", "half"), "x");
    const storage = await openDiskStorage(folder);
    await storage.put("kept", Buffer.from("x"));
    expect(readdirSync(join(folder, ".pending"))).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual([".pending", "kept"]);
  });

  it("that is full says so and keeps nothing of the file", async (context) => {
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder]).status === 0;
    if (!mounted) return context.skip();
    try {
      const storage = await openDiskStorage(folder);
      await storage.put("small", Buffer.alloc(10_000));
      await expect(storage.put("large", Buffer.alloc(1_000_000))).rejects.toMatchObject({ code: "STORAGE_FULL" });
      expect(readdirSync(join(folder, ".pending"))).toEqual([]);
      await storage.put("small-2", Buffer.alloc(10_000));
    } finally {
      spawnSync("umount", [folder]);
    }
  });

  it("that cannot be used is refused with its code", async () => {
    writeFileSync(join(folder, "file"), "x");
    await expect(openDiskStorage(join(folder, "file"))).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  it("gives no folder as a file, wherever a link leads", async () => {
    const storage = await openDiskStorage(folder);
    symlinkSync("/etc", join(folder, "elsewhere"));
    expect(await storage.get("elsewhere")).toBeNull();
  });
});

describe("a bucket", () => {
  it("that cannot be reached is refused with its code, and the message names no file", async () => {
    const keys = { accessKeyId: "x", secretAccessKey: "x" };
    const storage = openS3Storage({ endpoint: "http://127.0.0.1:1", region: "r", bucket: "photos", ...keys });
    const error = await storage.get("secret-key").catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    expect(String(error)).not.toContain("secret-key");
    await storage.close();
  });
});
