import { Long } from "bson";
import { beforeEach, describe, expect, it } from "vitest";
import {
  type CommandName,
  KNOWN_UNSUPPORTED,
  TRANSACTION_COMMANDS,
  WHITELIST,
} from "../../server/embedded-mongodb/commands/whitelist.ts";
import { connectDatabase, failure, startStore } from "./support.ts";

// What the embedded store refuses and MongoDB would not: always tested on the embedded store.
const database = await connectDatabase(`${(await startStore()).uri}limits`);
const rows = database.collection<{ _id: number; [field: string]: unknown }>("rows");
beforeEach(() => database.dropCollection("rows"));

const COMMANDS = Object.keys(WHITELIST) as CommandName[];
const codeOf = async (command: Record<string, unknown>) => (await failure(database.command(command))).code;

describe("what is not on the whitelist is an error", () => {
  it.each(COMMANDS)("an unknown field in %s", async (name) => {
    expect(await codeOf({ [name]: "rows", surprise: 1 })).toBe(40415);
  });

  const refused = COMMANDS.flatMap((name) => (WHITELIST[name].refused ?? []).map((field) => [name, field] as const));
  it.each(refused)("%s with %s", async (name, field) => {
    expect(await codeOf({ [name]: "rows", [field]: { some: 1 } })).toBe(115);
  });

  const nested = COMMANDS.flatMap((name) =>
    Object.entries(WHITELIST[name].nested ?? {}).map(([at, rule]) => ({ name, at, rule })),
  );
  it.each(nested)("an unknown field in $at of $name", async ({ name, at, rule }) => {
    const inside = (field: string) => ({ [name]: "rows", [at]: at === "cursor" ? { [field]: 7 } : [{ [field]: 7 }] });
    expect(await codeOf(inside("surprise"))).toBe(name === "createIndexes" ? 197 : 40415);
    for (const field of rule.refused ?? []) expect(await codeOf(inside(field)), field).toBe(115);
  });

  it.each(KNOWN_UNSUPPORTED)("%s, which MongoDB has", async (name) => {
    expect(await codeOf({ [name]: 1 })).toBe(115);
  });

  it("a command that nobody has", async () => {
    expect(await failure(database.command({ makeCoffee: 1 }))).toMatchObject({ code: 59, codeName: "CommandNotFound" });
  });

  it.each(TRANSACTION_COMMANDS)("%s", async (name) => {
    expect(await codeOf({ [name]: 1 })).toBe(263);
  });

  it("a field of a transaction", async () => {
    expect(await codeOf({ find: "rows", txnNumber: Long.fromNumber(1), autocommit: false })).toBe(263);
  });

  it("a write concern of several servers, a snapshot, another collation", async () => {
    expect(await codeOf({ insert: "rows", documents: [{}], writeConcern: { w: 2 } })).toBe(2);
    expect(await codeOf({ find: "rows", readConcern: { level: "snapshot" } })).toBe(115);
    expect(await codeOf({ find: "rows", collation: { locale: "fr" } })).toBe(115);
    expect(await database.command({ find: "rows", collation: { locale: "simple" } })).toMatchObject({ ok: 1 });
  });
});

describe("limits of its own", () => {
  it.each([
    { key: { a: "text" }, name: "x" },
    { key: { a: "hashed" }, name: "x" },
    { key: { "$**": 1 }, name: "x" },
    { key: { a: 1 }, name: "x", collation: { locale: "fr" } },
  ])("the index %j", async (index) => {
    expect(await codeOf({ createIndexes: "rows", indexes: [index] })).toBe(115);
    expect(await database.listCollections({ name: "rows" }).toArray()).toEqual([]);
  });

  it("a dollar in the name of a collection", async () => {
    expect(await codeOf({ find: "a$b" })).toBe(73);
  });

  it("a value too long for a unique key, which any other index takes", async () => {
    const long = "x".repeat(5000);
    await rows.createIndex({ a: 1 });
    await rows.insertMany([
      { _id: 1, a: `${long}1` },
      { _id: 2, a: `${long}2` },
    ]);
    expect(await rows.find({ a: `${long}2` }).toArray()).toMatchObject([{ _id: 2 }]);
    await rows.createIndex({ b: 1 }, { unique: true, sparse: true });
    expect((await failure(rows.insertOne({ _id: 3, b: long }))).code).toBe(17280);
    expect((await failure(rows.insertOne({ _id: long as never }))).code).toBe(17280);
  });

  it("a document over 16 MB, whether it comes so or grows so", async () => {
    const mega = (count: number) => "x".repeat(count * 1024 * 1024);
    const sentence = /^BSONObj size: \d+ is invalid: documents have at most 16777216 bytes$/;
    // As a command, for the driver does not let such a document out.
    const reply = await database.command({ insert: "rows", documents: [{ _id: 1, a: mega(16.5) }, { _id: 2 }] });
    expect(reply).toMatchObject({ n: 0, writeErrors: [{ code: 10334, errmsg: expect.stringMatching(sentence) }] });
    await rows.insertOne({ _id: 3, a: mega(9) });
    const grown = await failure(rows.updateOne({ _id: 3 }, { $set: { b: mega(9) } }));
    expect(grown).toMatchObject({ code: 10334, message: expect.stringMatching(sentence) });
    expect(await rows.find({}, { projection: { a: 0 } }).toArray()).toEqual([{ _id: 3 }]);
    expect(await rows.updateOne({ _id: 3 }, { $set: { b: mega(6) } })).toMatchObject({ modifiedCount: 1 });
  });

  it("a document deeper than 100 levels, whether it comes so or grows so", async () => {
    const nested = (levels: number): Record<string, unknown> => (levels === 0 ? {} : { a: nested(levels - 1) });
    const sentence = "document is nested deeper than 100 levels";
    await rows.insertOne({ _id: 1, ...nested(99) });
    expect(await failure(rows.insertOne({ _id: 2, ...nested(101) }))).toMatchObject({ code: 15, message: sentence });
    expect(await failure(rows.updateOne({ _id: 1 }, { $set: { b: nested(101) } }))).toMatchObject({ code: 15 });
    // So deep that it cannot even be read: refused all the same, and the server goes on.
    expect([15, 22]).toContain((await failure(rows.insertOne({ _id: 2, ...nested(4000) }))).code);
    expect(await rows.find({}, { projection: { _id: 1 } }).toArray()).toEqual([{ _id: 1 }]);
  });
});
