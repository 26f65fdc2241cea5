import { isDeepStrictEqual } from "node:util";
import { driverOperations, type Operations, row, wireOperations } from "./operations.ts";
import { checkedReply } from "./wire-client.ts";

// The process that makes the load, apart from the one that is measured; started by store.ts.

export type ClientKind = "driver" | "wire";
export type OperationName = Exclude<keyof Operations, "close">;

export interface CellRequest {
  uri: string;
  database: string;
  documents: number;
  client: ClientKind;
  operation: OperationName;
  inFlight: number;
  milliseconds: number;
  /** Inserts are numbered from here: no document with such a number is stored yet. */
  from: number;
}

export interface CellResult {
  calls: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** CPU of this client for one call, in microseconds. */
  clientMicroseconds: number;
}

const opened = new Map<string, Promise<Operations>>();

async function operationsOf(request: CellRequest): Promise<Operations> {
  const key = `${request.client} ${request.uri} ${request.database}`;
  let operations = opened.get(key);
  if (operations === undefined) {
    operations = (request.client === "driver" ? driverOperations : wireOperations)(request);
    opened.set(key, operations);
    if (request.client === "wire") await checkAgainstDriver(request, await operations);
  }
  return operations;
}

/** The bare client must get what the driver gets, or its figures would be of something else. */
async function checkAgainstDriver(request: CellRequest, wire: Operations): Promise<void> {
  const driver = await driverOperations(request);
  try {
    const batch = (reply: unknown) => (reply as { cursor: { firstBatch: unknown[] } }).cursor.firstBatch;
    const newest = batch(checkedReply((await wire.newest50(request.from)) as Buffer));
    const same =
      isDeepStrictEqual(newest, await driver.newest50(request.from)) &&
      isDeepStrictEqual(batch(await wire.pointRead(request.from)), [await driver.pointRead(request.from)]);
    if (!same || newest.length === 0) throw new Error("the bare client does not get what the driver gets");
    await wire.insert(request.from);
    const error = await driver.insert(request.from).then(
      () => undefined,
      (thrown: { code?: unknown }) => thrown,
    );
    if (error?.code !== 11000) throw new Error(`the bare client did not store ${row(request.from, 1)._id}`);
  } finally {
    await driver.close();
  }
}

async function run(request: CellRequest): Promise<CellResult> {
  const operations = await operationsOf(request);
  const each: number[] = [];
  // Only what is inserted must be new; reads begin anywhere.
  let next = request.operation === "insert" ? request.from + 1 : Math.floor(Math.random() * request.documents);
  const worker = async (end: number): Promise<void> => {
    while (performance.now() < end) {
      const begun = performance.now();
      next += 1;
      await operations[request.operation](next);
      each.push(performance.now() - begun);
    }
  };
  const rounds = (end: number) => Promise.all(Array.from({ length: request.inFlight }, () => worker(end)));
  // Connections are opened and code is compiled before anything counts.
  await rounds(performance.now() + request.milliseconds / 5);
  each.length = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  await rounds(start + request.milliseconds);
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  each.sort((a, b) => a - b);
  const at = (share: number): number => each[Math.floor(each.length * share)] ?? Number.NaN;
  return {
    calls: each.length,
    perSecond: (each.length / elapsed) * 1000,
    p50: at(0.5),
    p99: at(0.99),
    clientMicroseconds: (user + system) / each.length,
  };
}

process.on("message", (request: CellRequest | "close") => {
  if (request === "close") {
    Promise.all([...opened.values()].map(async (operations) => (await operations).close())).finally(() =>
      process.exit(),
    );
    return;
  }
  run(request).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
