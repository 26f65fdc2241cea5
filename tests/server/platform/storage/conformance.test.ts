import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Storage } from "../../../../server/platform/storage/storage.ts";
import { type Place, places } from "./places.ts";

const bytesOf = async (storage: Storage, key: string) => {
  const found = await storage.get(key);
  return found && buffer(found.stream);
};
const all = async (keys: AsyncIterable<string>) => {
  const found: string[] = [];
  for await (const key of keys) found.push(key);
  return found.sort();
};

describe.each(places)("files %s", (_, make) => {
  let place: Place;
  let storage: Storage;
  beforeEach(async () => {
    place = await make();
    storage = place.storage;
  });
  afterEach(() => place.leave());

  it("come back as they were stored, from a buffer and from a stream", async () => {
    const content = randomBytes(3_000_000);
    await storage.put("a/whole", content);
    await storage.put("a/stream.webp", Readable.from([content.subarray(0, 1_000), content.subarray(1_000)]));
    await storage.put("a/known", Readable.from([content]), { bytes: content.length });
    await storage.put("empty", Buffer.alloc(0));
    for (const key of ["a/whole", "a/stream.webp", "a/known"]) {
      const found = await storage.get(key);
      found?.stream.destroy();
      expect(found?.bytes).toBe(content.length);
      expect((await bytesOf(storage, key))?.equals(content), key).toBe(true);
    }
    expect(await bytesOf(storage, "empty")).toHaveLength(0);
  });

  it("are replaced whole", async () => {
    await storage.put("photo", Buffer.from("a longer first text"));
    await storage.put("photo", Buffer.from("second"));
    expect(String(await bytesOf(storage, "photo"))).toBe("second");
  });

  it("are gone once deleted, and deleting what is not there is no error", async () => {
    await storage.put("a/b", Buffer.from("x"));
    await storage.delete("a/b");
    await storage.delete("a/b");
    await storage.delete("never/was");
    expect(await storage.get("a/b")).toBeNull();
    expect(await storage.get("never/was")).toBeNull();
    expect(await storage.get("a")).toBeNull();
    expect(await all(storage.list(""))).toEqual([]);
  });

  it("are listed by what their key starts with", async () => {
    for (const key of ["b/2", "a/2", "a-b", "a/10", "ab/1", "a/c/1.webp"]) await storage.put(key, Buffer.from(key));
    expect(await all(storage.list(""))).toEqual(["a-b", "a/10", "a/2", "a/c/1.webp", "ab/1", "b/2"]);
    expect(await all(storage.list("a/"))).toEqual(["a/10", "a/2", "a/c/1.webp"]);
    expect(await all(storage.list("a"))).toEqual(["a-b", "a/10", "a/2", "a/c/1.webp", "ab/1"]);
    expect(await all(storage.list("nothing/"))).toEqual([]);
  });

  it("are not there at all when their stream fails or ends too early; an earlier one stays", async () => {
    await storage.put("kept", Buffer.from("earlier"));
    const failing = () =>
      Readable.from(
        (async function* () {
          yield Buffer.from("half");
          throw new Error("the sender went away");
        })(),
      );
    const refused = { code: "STORAGE_UNAVAILABLE" };
    await expect(storage.put("kept", failing())).rejects.toMatchObject(refused);
    await expect(storage.put("new", failing())).rejects.toMatchObject(refused);
    await expect(storage.put("short", Readable.from([Buffer.from("x")]), { bytes: 2 })).rejects.toMatchObject(refused);
    expect(String(await bytesOf(storage, "kept"))).toBe("earlier");
    expect(await all(storage.list(""))).toEqual(["kept"]);
  });

  it.each([
    "",
    "/etc/passwd",
    "../x",
    "a/../../x",
    "a/./b",
    "a//b",
    "a/",
    ".pending/x",
    "a\\b",
    "a\0b",
    "C:x",
    "é",
    "a b",
    "a.tar.gz",
    `a/${"b".repeat(65)}`,
  ])("refuse the key %j", async (key) => {
    const refused = { code: "STORAGE_KEY_INVALID" };
    await expect(storage.put(key, Buffer.from("x"))).rejects.toMatchObject(refused);
    await expect(storage.get(key)).rejects.toMatchObject(refused);
    await expect(storage.delete(key)).rejects.toMatchObject(refused);
    await expect(all(storage.list(`${key}/../`))).rejects.toMatchObject(refused);
  });

  it("serve many at once", async () => {
    const keys = Array.from({ length: 30 }, (_, n) => `many/${n}`);
    await Promise.all(keys.map((key) => storage.put(key, Buffer.from(key))));
    await Promise.all(keys.map(() => storage.put("many/same", Buffer.from("same"))));
    const read = await Promise.all(keys.map((key) => bytesOf(storage, key)));
    expect(read.map(String)).toEqual(keys);
    expect(String(await bytesOf(storage, "many/same"))).toBe("same");
  });
});
