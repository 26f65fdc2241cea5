import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_MESSAGE_BYTES } from "../../server/embedded-mongodb/wire/framing.ts";
import { CHECKSUM_PRESENT, MORE_TO_COME, opMsg, opQuery, RawClient, sequenceSection } from "./raw-client.ts";
import { startStore } from "./support.ts";

const store = await startStore();
const PING = { ping: 1, $db: "admin" };

describe("the wire protocol", () => {
  let client: RawClient;
  let bystander: RawClient;
  beforeAll(async () => {
    client = await RawClient.open(store.uri);
    bystander = await RawClient.open(store.uri);
  });
  afterAll(() => {
    client.close();
    bystander.close();
  });

  it("answers the handshake in the old form with the old form", async () => {
    const reply = await client.ask(opQuery(7, "admin.$cmd", { ismaster: 1, helloOk: true }));
    expect(reply).toMatchObject({ opCode: 1, responseTo: 7, document: { ok: 1, ismaster: true, maxWireVersion: 21 } });
    expect(reply.document).not.toHaveProperty("setName");
    expect(reply.document).toHaveProperty("logicalSessionTimeoutMinutes");
  });

  it("answers hello with a plain message", async () => {
    const reply = await client.ask(opMsg(8, { hello: 1, $db: "admin" }));
    expect(reply).toMatchObject({ opCode: 2013, responseTo: 8, document: { ok: 1, isWritablePrimary: true } });
  });

  it("takes a message byte by byte", async () => {
    const bytes = opMsg(9, PING);
    for (const byte of bytes.subarray(0, -1)) await client.send(Buffer.from([byte]));
    expect(await client.ask(bytes.subarray(-1))).toMatchObject({ responseTo: 9, document: { ok: 1 } });
  });

  it("answers several messages of one chunk in order, and the beginning of another later", async () => {
    const third = opMsg(12, PING);
    await client.send(Buffer.concat([opMsg(10, PING), opMsg(11, PING), third.subarray(0, 20)]));
    expect(await client.next()).toMatchObject({ responseTo: 10 });
    expect(await client.next()).toMatchObject({ responseTo: 11 });
    expect(await client.ask(third.subarray(20))).toMatchObject({ responseTo: 12 });
  });

  it("takes documents in the body and in a section of their own", async () => {
    const inBody = opMsg(13, { insert: "w", documents: [{ _id: 1 }, { x: 2, _id: 2 }], $db: "d" });
    expect((await client.ask(inBody)).document).toMatchObject({ n: 2, ok: 1 });
    const sections = [sequenceSection("documents", [{ _id: 3 }, { x: 4, _id: 4 }])];
    expect((await client.ask(opMsg(14, { insert: "w", $db: "d" }, { sections }))).document).toMatchObject({ n: 2 });
    const { document } = await client.ask(opMsg(15, { find: "w", $db: "d" }));
    expect(document.cursor.firstBatch).toEqual([{ _id: 1 }, { _id: 2, x: 2 }, { _id: 3 }, { _id: 4, x: 4 }]);
    expect(document.cursor.firstBatch.map((doc: object) => Object.keys(doc)[0])).toEqual(["_id", "_id", "_id", "_id"]);
  });

  it("skips a checksum", async () => {
    const bytes = opMsg(16, PING, { flags: CHECKSUM_PRESENT, tail: Buffer.from([1, 2, 3, 4]) });
    expect(await client.ask(bytes)).toMatchObject({ responseTo: 16, document: { ok: 1 } });
  });

  it("does an unacknowledged write without a reply, before what follows on the connection", async () => {
    const write = { insert: "quiet", documents: [{ _id: 1 }], writeConcern: { w: 0 }, $db: "d" };
    const find = opMsg(18, { find: "quiet", $db: "d" });
    const reply = await client.ask(Buffer.concat([opMsg(17, write, { flags: MORE_TO_COME }), find]));
    expect(reply.responseTo).toBe(18);
    expect(reply.document.cursor.firstBatch).toEqual([{ _id: 1 }]);
  });

  it("refuses a field given twice, in the body and as a section", async () => {
    const sections = [sequenceSection("documents", [{ _id: 9 }])];
    const twice = opMsg(19, { insert: "w", documents: [], $db: "d" }, { sections });
    expect((await client.ask(twice)).document).toMatchObject({ ok: 0, code: 9 });
  });

  it("answers a body that is no BSON with an error", async () => {
    const body = Buffer.from([12, 0, 0, 0, 0x7f, 0x61, 0, 1, 2, 3, 4, 0]);
    expect((await client.ask(opMsg(20, body))).document).toMatchObject({ ok: 0, code: 22, codeName: "InvalidBSON" });
  });

  const length = (bytes: number): Buffer => {
    const header = Buffer.alloc(32);
    header.writeInt32LE(bytes, 0);
    return header;
  };
  const twoBodies = opMsg(1, PING, { sections: [opMsg(1, PING).subarray(20)] });
  it.each([
    ["a message longer than 48 MB", length(MAX_MESSAGE_BYTES + 1)],
    ["a length shorter than a header", length(3)],
    ["a negative length", length(-1)],
    ["text of another protocol", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
    ["an unknown operation", Buffer.concat([length(32).subarray(0, 12), Buffer.alloc(20, 9)])],
    ["an unknown required flag", opMsg(1, PING, { flags: 4 })],
    ["two bodies", twoBodies],
    ["an unknown section", opMsg(1, PING, { sections: [Buffer.from([7, 5, 0, 0, 0, 0])] })],
    ["a document longer than its message", opMsg(1, Buffer.from([200, 0, 0, 0, 0]))],
    ["an old query that is no handshake", opQuery(1, "d.rows", {})],
  ])("closes the connection on %s, and only that one", async (_, bytes) => {
    const garbler = await RawClient.open(store.uri);
    await garbler.send(bytes);
    expect(await garbler.next()).toBe("closed");
    expect((await bystander.ask(opMsg(50, PING))).document).toEqual({ ok: 1 });
  });

  it("forgets a message that was cut off by the end of its connection", async () => {
    const cut = await RawClient.open(store.uri);
    await cut.send(opMsg(1, { insert: "cut", documents: [{ _id: 1 }], $db: "d" }).subarray(0, -3));
    cut.close();
    const { document } = await bystander.ask(opMsg(51, { find: "cut", $db: "d" }));
    expect(document.cursor.firstBatch).toEqual([]);
  });

  it("ends the cursors of a connection with it", async () => {
    const documents = Array.from({ length: 10 }, (_, at) => ({ _id: at }));
    await bystander.ask(opMsg(52, { insert: "many", documents, $db: "d" }));
    const leaver = await RawClient.open(store.uri);
    const { document } = await leaver.ask(opMsg(1, { find: "many", batchSize: 2, $db: "d" }));
    expect(document.cursor.id).not.toBe(0);
    leaver.close();
    // The server notices the end a moment later.
    const getMore = opMsg(53, { getMore: document.cursor.id, collection: "many", $db: "d" });
    const openCursors = async (): Promise<number> => {
      const status = await bystander.ask(opMsg(54, { serverStatus: 1, $db: "admin" }));
      return status.document.metrics.cursor.open.total;
    };
    for (let tries = 0; tries < 1000 && (await openCursors()) > 0; tries += 1);
    expect(await openCursors()).toBe(0);
    expect((await bystander.ask(getMore)).document).toMatchObject({ ok: 0, code: 43, codeName: "CursorNotFound" });
  });
});
