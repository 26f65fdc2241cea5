import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Engine } from "../../server/embedded-mongodb/engine.ts";
import type { Doc } from "../../server/embedded-mongodb/values/decode.ts";
import { runCommand } from "./engine-client.ts";
import { temporaryFolder } from "./support.ts";

const SECOND = 1000;
const START = Date.UTC(2026, 0, 1);

let now = START;
const engine = new Engine(temporaryFolder(), { log: () => {}, now: () => now });
afterAll(() => engine.close());

const run = (command: Doc): Promise<Doc> => runCommand(engine, command);

async function ids(collection: string): Promise<number[]> {
  const { cursor } = await run({ find: collection });
  return ((cursor as { firstBatch: Doc[] }).firstBatch ?? []).map((doc) => Number(doc._id));
}

describe("an index with a time to live", () => {
  beforeEach(async () => {
    now = START;
    await run({ drop: "sessions" });
    await run({ createIndexes: "sessions", indexes: [{ key: { at: 1 }, name: "at", expireAfterSeconds: 60 }] });
  });

  it("lets documents go when their time is over, not before", async () => {
    const documents = [
      { _id: 1, at: new Date(START) },
      { _id: 2, at: new Date(START + 30 * SECOND) },
    ];
    await run({ insert: "sessions", documents });
    expect(await engine.sweepExpired(START + 59 * SECOND)).toBe(0);
    expect(await engine.sweepExpired(START + 60 * SECOND)).toBe(1);
    expect(await ids("sessions")).toEqual([2]);
    now = START + 3600 * SECOND;
    expect(await engine.sweepExpired()).toBe(1);
  });

  it("takes the earliest of an array, and nothing that is no date", async () => {
    const documents = [
      { _id: 1, at: [new Date(START + 9000 * SECOND), new Date(START)] },
      { _id: 2, at: "2020-01-01" },
      { _id: 3, at: 5 },
      { _id: 4, at: null },
      { _id: 5 },
    ];
    await run({ insert: "sessions", documents });
    expect(await engine.sweepExpired(START + 100 * SECOND)).toBe(1);
    expect(await ids("sessions")).toEqual([2, 3, 4, 5]);
  });

  it("deletes many in several transactions", async () => {
    const documents = Array.from({ length: 2300 }, (_, _id) => ({ _id, at: new Date(START) }));
    await run({ insert: "sessions", documents });
    expect(await engine.sweepExpired(START + 100 * SECOND)).toBe(2300);
  });
});

describe("cursors", () => {
  it("are forgotten after ten idle minutes", async () => {
    await run({ insert: "rows", documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] });
    const { cursor } = (await run({ find: "rows", batchSize: 1 })) as { cursor: { id: unknown } };
    await engine.sweepExpired(now + 9 * 60 * SECOND);
    expect(await run({ getMore: cursor.id, collection: "rows", batchSize: 1 })).toMatchObject({ ok: { value: 1 } });
    await engine.sweepExpired(now + 11 * 60 * SECOND);
    expect(await run({ getMore: cursor.id, collection: "rows" })).toMatchObject({ code: { value: 43 } });
  });
});
