import { join } from "node:path";
import mongoose from "mongoose";
import { expect, it } from "vitest";
import { backUpEmbedded, restoreEmbedded } from "../../server/maintenance/embedded.ts";
import { backUpMongodb, restoreMongodb } from "../../server/maintenance/mongodb.ts";
import { contents, seed, withStore } from "./backup-support.ts";
import { type Database, databaseUri, failure, temporaryFolder } from "./support.ts";

const folder = temporaryFolder();
// Another engine if MONGODB_URI names one, else a store of ours in its place.
const uri = await databaseUri("child");
const restored = { database: "app", replace: false };
const client = await new mongoose.mongo.MongoClient(uri).connect();

async function bytesOf(db: Database): Promise<string[]> {
  const rows = await db
    .collection("rows")
    .find({}, { raw: true, sort: { _id: 1 } })
    .toArray();
  return rows.map((row) => (row as unknown as Buffer).toString("hex"));
}

it("a backup goes through the driver into a MongoDB and comes out of it the same", async () => {
  const db = client.db();
  const [origin, target] = [join(folder, "origin"), join(folder, "target")];
  try {
    const { before, bytes } = await withStore(origin, async (store) => {
      await seed(store);
      return { before: await contents(store), bytes: await bytesOf(store) };
    });
    await backUpEmbedded(origin, "app", `${origin}.backup`);
    expect(await restoreMongodb(uri, restored, `${origin}.backup`)).toBe(2500);
    expect(await bytesOf(db)).toEqual(bytes);
    // Its indexes are in force, not only listed.
    expect((await failure(db.collection("rows").insertOne({ n: 7 }))).code).toBe(11000);
    expect(await backUpMongodb(uri, "app", `${target}.backup`)).toBe(2500);
    expect((await failure(restoreMongodb(uri, restored, `${origin}.backup`))).message).toMatch(/ is not empty/);
    await db.collection("rows").deleteMany({});
    await restoreMongodb(uri, { database: "app", replace: true }, `${origin}.backup`);
    expect(await bytesOf(db)).toEqual(bytes);
    await restoreEmbedded(target, restored, `${target}.backup`);
    expect(await withStore(target, contents)).toBe(before);
  } finally {
    await db.dropDatabase();
    await client.close();
  }
});
