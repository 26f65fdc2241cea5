import { asks, type Doc, each, type Group, type Rows } from "./suite.ts";

const many = (rows: Rows, count: number) =>
  rows.insertMany(Array.from({ length: count }, (_, n) => ({ _id: n, a: n % 7 })) as never[]);

interface Batch {
  cursor: { id: { isZero(): boolean }; firstBatch?: Doc[]; nextBatch?: Doc[] };
}

/** Sizes of the batches that a command and its getMores give. */
async function batches(
  rows: Rows,
  database: Parameters<Group["cases"][number]["run"]>[1],
  command: Doc,
): Promise<number[]> {
  const options = { promoteLongs: false, useBigInt64: false };
  let reply = (await database.command(command, options)) as unknown as Batch;
  const sizes = [reply.cursor.firstBatch?.length ?? 0];
  while (!reply.cursor.id.isZero()) {
    const more = { getMore: reply.cursor.id, collection: rows.collectionName, batchSize: 30 };
    reply = (await database.command(more, options)) as unknown as Batch;
    sizes.push(reply.cursor.nextBatch?.length ?? 0);
  }
  return sizes;
}

export const cursors: Group = {
  number: 14,
  title: "Cursors: batches, limits across them, what ends them, changes on the way",
  cases: [
    ...each<[string, Doc, number[]]>(
      [
        ["the first batch has 101", {}, [101, 30, 30, 30, 9]],
        ["a batch size", { batchSize: 50 }, [50, 30, 30, 30, 30, 30]],
        ["a limit within the first", { limit: 20 }, [20]],
        ["a limit across batches", { limit: 120 }, [101, 19]],
        ["a limit across small batches", { limit: 70, batchSize: 40 }, [40, 30]],
        ["a single batch", { limit: 60, batchSize: 50, singleBatch: true }, [50]],
        ["a skip", { skip: 190 }, [10]],
        ["a batch of none, then all", { batchSize: 0, limit: 20 }, [0, 20]],
      ],
      ([name, options, gives]) =>
        asks(name, gives, async (rows, database) => {
          await many(rows, 200);
          return batches(rows, database, { find: rows.collectionName, sort: { _id: 1 }, ...options });
        }),
    ),
    asks("every document once, in order, through small batches", 500, async (rows) => {
      await many(rows, 500);
      const found = await rows.find({}, { sort: { _id: 1 }, batchSize: 7 }).toArray();
      return found.every(({ _id }, at) => Number(_id) === at) ? found.length : found.map(({ _id }) => _id);
    }),
    asks("through an index as well", 500, async (rows) => {
      await rows.createIndex({ a: 1 });
      await many(rows, 500);
      const found = await rows.find({ a: { $gte: 0 } } as never, { batchSize: 7 }).toArray();
      return new Set(found.map(({ _id }) => String(_id))).size;
    }),
    asks("an aggregation comes in batches too", 500, async (rows) => {
      await many(rows, 500);
      return (await rows.aggregate([{ $match: {} }], { batchSize: 11 }).toArray()).length;
    }),
    asks("getMore after a kill", { code: 43 }, async (rows, database) => {
      await many(rows, 200);
      const reply = (await database.command(
        { find: rows.collectionName, batchSize: 5 },
        { promoteLongs: false },
      )) as unknown as Batch;
      await database.command({ killCursors: rows.collectionName, cursors: [reply.cursor.id] });
      return database.command({ getMore: reply.cursor.id, collection: rows.collectionName });
    }),
    asks("getMore of what never was", { code: 43 }, (rows, database) =>
      database.command({ getMore: 12345n, collection: rows.collectionName }, { useBigInt64: true }),
    ),
    asks("a document that is updated on the way comes once", 300, async (rows) => {
      await many(rows, 300);
      const seen: string[] = [];
      for await (const { _id } of rows.find({}, { sort: { _id: 1 }, batchSize: 10 })) {
        seen.push(String(_id));
        await rows.updateOne({ _id } as never, { $set: { text: "x".repeat(200) } } as never);
      }
      return new Set(seen).size === seen.length ? seen.length : "twice";
    }),
    asks("large documents are cut into batches below 16 MB", [12, true], async (rows, database) => {
      for (let n = 0; n < 12; n += 1) await rows.insertOne({ _id: n, text: "x".repeat(3_000_000) } as never);
      const sizes = await batches(rows, database, { find: rows.collectionName, sort: { _id: 1 } });
      return [sizes.reduce((sum, size) => sum + size, 0), sizes.every((size) => size <= 5)];
    }),
    asks("a collection that is not there is empty", [[], 0], async (rows) => [
      await rows.find({}).toArray(),
      await rows.countDocuments({}),
    ]),
  ],
};
