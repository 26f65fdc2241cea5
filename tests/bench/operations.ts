import mongoose from "mongoose";
import { checkedReply, WireClient } from "./wire-client.ts";

/** Messages of one conversation. */
export const CONVERSATION = 100_000;
export const COLLECTION = "rows";
const NEWEST = 50;

export interface Row {
  _id: number;
  room: number;
  seq: number;
  n: number;
  text: string;
}

/** A message of about 250 bytes; every hundred thousand make a conversation. */
export function row(id: number, documents: number): Row {
  const room = id < documents ? Math.floor(id / CONVERSATION) : id % Math.ceil(documents / CONVERSATION);
  return { _id: id, room, seq: id, n: 0, text: "x".repeat(200) };
}

/** What is measured. `n` is a number that no call had before. */
export interface Operations {
  ping(n: number): Promise<unknown>;
  insert(n: number): Promise<unknown>;
  newest50(n: number): Promise<unknown>;
  findAndModify(n: number): Promise<unknown>;
  pointRead(n: number): Promise<unknown>;
  close(): Promise<void>;
}

interface Target {
  uri: string;
  database: string;
  documents: number;
}

const rooms = (documents: number): number => Math.ceil(documents / CONVERSATION);
/** A document somewhere: the multiplier is a prime, so that neighbours in time are none in the file. */
const some = (n: number, documents: number): number => (n * 7919) % documents;

/** The operations as the application sends them: by the official driver, with a pool of 64. */
export async function driverOperations({ uri, database, documents }: Target): Promise<Operations> {
  const client = await new mongoose.mongo.MongoClient(uri, { maxPoolSize: 64 }).connect();
  const db = client.db(database);
  const rows = db.collection<Row>(COLLECTION);
  return {
    ping: () => db.command({ ping: 1 }),
    insert: (n) => rows.insertOne(row(documents + n, documents)),
    newest50: (n) =>
      rows
        .find({ room: n % rooms(documents) })
        .sort({ seq: -1 })
        .limit(NEWEST)
        .toArray(),
    findAndModify: (n) => rows.findOneAndUpdate({ _id: some(n, documents) }, { $inc: { n: 1 } }),
    pointRead: (n) => rows.findOne({ _id: some(n, documents) }),
    close: () => client.close(),
  };
}

/** The same operations over bare connections, one for each that is under way. */
export async function wireOperations({ uri, database, documents }: Target): Promise<Operations> {
  const all = await Promise.all(Array.from({ length: 64 }, () => WireClient.open(uri)));
  const free = [...all];
  const send = async (command: Record<string, unknown>): Promise<Buffer> => {
    const client = free.pop()!;
    const reply = await client.send({ ...command, $db: database });
    free.push(client);
    return reply;
  };
  const sendChecked = async (command: Record<string, unknown>) => checkedReply(await send(command));
  return {
    ping: () => sendChecked({ ping: 1 }),
    insert: (n) => sendChecked({ insert: COLLECTION, documents: [row(documents + n, documents)] }),
    // Fifty documents are not decoded: that would be the client's cost again.
    newest50: (n) =>
      send({ find: COLLECTION, filter: { room: n % rooms(documents) }, sort: { seq: -1 }, limit: NEWEST }),
    findAndModify: (n) =>
      sendChecked({ findAndModify: COLLECTION, query: { _id: some(n, documents) }, update: { $inc: { n: 1 } } }),
    pointRead: (n) => sendChecked({ find: COLLECTION, filter: { _id: some(n, documents) }, limit: 1 }),
    close: async () => {
      for (const client of all) client.close();
    },
  };
}
