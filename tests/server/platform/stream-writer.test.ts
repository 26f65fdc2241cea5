import { randomUUID } from "node:crypto";
import mongoose from "mongoose";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it, vi } from "vitest";
import { ChangeModel, HeadModel, type StoredChange } from "../../../server/platform/change-log.model.ts";
import { connectDatabase, type Database } from "../../../server/platform/database.ts";
import { CallError } from "../../../server/platform/errors.ts";
import { createLog } from "../../../server/platform/log.ts";
import { createStreamWriter, type StreamWriter } from "../../../server/platform/stream-writer.ts";
import { createTestClock } from "../../support/clock.ts";
import { until } from "../../support/until.ts";

/** A stream whose state is how many changes there were; what happens to them can be made to stand still or to fail. */
type Count = number;

let database: Database;
let writer: StreamWriter<Count>;
let stream: string;
let told: number[];
let projected: number[];
let onProject: (change: StoredChange) => Promise<void>;

beforeAll(async () => {
  const dbName = `test_${randomUUID().slice(0, 13).replace("-", "")}`;
  database = await connectDatabase({ uri: inject("mongoUri"), dbName, models: [ChangeModel, HeadModel] });
});
afterAll(() => database.close());
afterEach(() => vi.restoreAllMocks());
beforeEach(() => {
  stream = `probe:${randomUUID()}`;
  told = [];
  projected = [];
  onProject = async () => undefined;
  writer = createStreamWriter<Count>({
    stream,
    clock: createTestClock(),
    log: createLog("silent"),
    definition: {
      owns: () => true,
      load: async () => (await HeadModel.findById(stream).lean())?.rev ?? 0,
      fold: (count) => count + 1,
      project: async (change) => {
        await onProject(change);
        projected.push(change.rev);
      },
      publish: async ({ rev }) => {
        told.push(rev);
      },
      follow: async () => undefined,
    },
  });
});

const operation = (decide: () => void = () => undefined) => ({
  actorId: "somebody",
  clientId: randomUUID(),
  hash: "asked",
  decide: () => {
    decide();
    return { type: "counted", body: {} };
  },
});

function gate() {
  let open: (error?: Error) => void = () => undefined;
  const opened = new Promise<void>((resolve, reject) => {
    open = (error) => (error ? reject(error) : resolve());
  });
  return { opened, open };
}

/** Makes the next insert do something more around the real one. */
function aroundInsert(around: (insert: () => Promise<unknown>) => Promise<unknown>) {
  const real = ChangeModel.collection.insertMany.bind(ChangeModel.collection);
  vi.spyOn(ChangeModel.collection, "insertMany").mockImplementationOnce(((...given: Parameters<typeof real>) =>
    around(() => real(...given))) as typeof real);
}

it("tells what was committed without an answer before anything that comes after it, and tells it once", async () => {
  await writer.append(operation());
  const lost = operation();
  aroundInsert(async (insert) => {
    await insert();
    throw new mongoose.mongo.MongoNetworkError("connection lost");
  });
  await expect(writer.append(lost)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await writer.append(operation());
  expect((await writer.append(lost)).dup).toBe(true);
  await writer.settled();
  expect(told).toEqual([1, 2, 3]);
  expect(await writer.read()).toEqual({ state: 3, rev: 3 });
});

it("does not take up a state that was read before a commit and answered after it", async () => {
  const [failing, replaying, inserting] = [gate(), gate(), gate()];
  const replayed: number[] = [];
  onProject = async ({ rev }) => {
    if (rev !== 1) return;
    replayed.push(rev);
    await (replayed.length === 1 ? failing.opened : replaying.opened);
  };
  await writer.append(operation());
  let began = false;
  aroundInsert(async (insert) => {
    began = true;
    await inserting.opened;
    return insert();
  });
  const second = writer.append(operation());
  await until("the second is being inserted", () => began);
  failing.open(new Error("the store failed"));
  await writer.settled();
  const reading = writer.read();
  await until("the first is replayed", () => replayed.length === 2);
  inserting.open();
  expect((await second).change.rev).toBe(2);
  replaying.open();
  expect(await reading).toEqual({ state: 2, rev: 2 });
  expect(await writer.read()).toEqual({ state: 2, rev: 2 });
  await writer.settled();
  expect(projected).toEqual([1, 2]);
  expect(told).toEqual([1, 2]);
});

it("answers a refusal that cannot be looked up while others of the batch are committed", async () => {
  const inserting = gate();
  await writer.append(operation());
  aroundInsert(async (insert) => {
    await inserting.opened;
    return insert();
  });
  // The first holds the line, so that the two behind it become one batch.
  const first = writer.append(operation());
  const refusal = operation(() => {
    throw new CallError("DENIED");
  });
  const refused = expect(writer.append(refusal)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  const committed = writer.append(operation());
  const second = gate();
  let looked = 0;
  vi.spyOn(ChangeModel, "findOne").mockImplementation((() => {
    looked += 1;
    return { lean: () => Promise.reject(new mongoose.mongo.MongoNetworkError("connection lost")) };
  }) as unknown as typeof ChangeModel.findOne);
  inserting.open();
  await first;
  aroundInsert(async (insert) => {
    await second.opened;
    return insert();
  });
  await refused;
  expect(looked).toBe(1);
  second.open();
  expect((await committed).change.rev).toBe(3);
});

it("is not idle while a change is being projected or told", async () => {
  const projecting = gate();
  onProject = () => projecting.opened;
  await writer.append(operation());
  // The writer itself has done all its work by the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  expect(writer.idle()).toBe(false);
  projecting.open();
  await writer.settled();
  expect(writer.idle()).toBe(true);
});
