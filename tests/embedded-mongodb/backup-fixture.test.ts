import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkStore } from "../../server/embedded-mongodb/maintenance/check.ts";
import { openSnapshot } from "../../server/embedded-mongodb/maintenance/snapshot.ts";
import { verifyBackup } from "../../server/maintenance/backup-format.ts";
import { restoreEmbedded } from "../../server/maintenance/embedded.ts";
import { contents, withStore } from "./backup-support.ts";
import { failure, temporaryFolder } from "./support.ts";

// Files as they were written by the first version of each format, with what they hold. They are never made anew: a later version
// must read them. A new format adds its own beside them.
const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
const folder = temporaryFolder();
const restored = { database: "app", replace: false };

describe.each([1])("a backup of format %i, made when it was new", (format) => {
  const file = fixture(`format-${format}.backup`);
  const held = JSON.parse(readFileSync(fixture(`format-${format}.json`), "utf8")) as { bytes: string[] }[];

  it("names its format", () => {
    expect(readFileSync(file).toString("latin1", 0, 15)).toBe(`elles-backup ${format}\n`);
  });

  it("restores byte for byte, with its indexes", async () => {
    const target = join(folder, `format-${format}`);
    const documents = held.flatMap(({ bytes }) => bytes).length;
    expect(await restoreEmbedded(target, restored, file)).toBe(documents);
    expect(JSON.parse(await withStore(target, contents))).toEqual(held);
    const snapshot = await openSnapshot(target);
    expect(checkStore(snapshot.kv)).toMatchObject({ documents, problems: [] });
    await snapshot.close();
  });
});

it("a backup of a format to come is refused with the sentence that tells what to do, and nothing is made", async () => {
  const coming = join(folder, "coming.backup");
  const body = readFileSync(fixture("format-1.backup")).subarray("elles-backup 1".length);
  for (const format of [2, 10, 999]) {
    writeFileSync(coming, Buffer.concat([Buffer.from(`elles-backup ${format}`), body]));
    const { message } = await failure(restoreEmbedded(join(folder, "never"), restored, coming));
    expect(message).toBe(
      `The backup ${coming} has format ${format} and this version reads formats up to 1: use a newer version.`,
    );
    await expect(verifyBackup(coming)).rejects.toThrow(message);
  }
  await expect(openSnapshot(join(folder, "never"))).rejects.toThrow("There is no embedded store");
});
