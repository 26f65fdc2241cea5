import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { Binary } from "bson";
import mongoose from "mongoose";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { ScramConversation, secretOf } from "../../server/embedded-mongodb/auth/scram.ts";
import { KNOWN_UNSUPPORTED, WHITELIST } from "../../server/embedded-mongodb/commands/whitelist.ts";
import { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";
import { codeOf } from "./semantics.ts";
import { failure, temporaryFolder } from "./support.ts";

const { MongoClient } = mongoose.mongo;
const lines: string[] = [];
const dataDir = temporaryFolder();
const store = await startEmbeddedMongodb({ dataDir, transport: "tcp", log: (line) => lines.push(line) });
const [, user = "", password = "", port = ""] =
  /^mongodb:\/\/([^:]+):([^@]+)@127\.0\.0\.1:(\d+)\/$/.exec(store.uri) ?? [];
const client = await new MongoClient(store.uri).connect();
const rows = client.db("d").collection<{ _id: number }>("rows");
const address = (name: string, word: string) => `mongodb://${name}:${word}@127.0.0.1:${port}/`;
// Without a password the driver connects and asks: whatever comes of it is the server's decision.
const stranger = await new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`).connect();
afterAll(async () => {
  await client.close();
  await stranger.close();
  await store.close();
});
beforeEach(() => rows.deleteMany({}));

describe("a store on the loopback address", () => {
  it("serves who knows the secret of this start, under any name of a database", async () => {
    await rows.insertOne({ _id: 1 });
    const again = await new MongoClient(`${store.uri}d`).connect();
    expect(await again.db().collection("rows").find().toArray()).toEqual([{ _id: 1 }]);
    await again.close();
  });

  it("serves Mongoose", async () => {
    const connection = await mongoose.createConnection(store.uri, { dbName: "d" }).asPromise();
    expect(await connection.db!.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await connection.close();
  });

  it("has a long secret, another one at each start, and does not log it", async () => {
    expect(password).toMatch(/^[\w-]{43}$/);
    const other = await startEmbeddedMongodb({ dataDir: temporary, transport: "tcp", mode: "child" });
    expect(other.uri).not.toContain(password);
    await other.close();
    expect(lines.join()).not.toContain(password);
  });

  it("cannot be reached at another address", async () => {
    const others = Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).filter(({ family, internal }) => family === "IPv4" && !internal).map((each) => each.address),
    );
    // 127.0.0.2 is this machine too, and would answer if every address were listened on.
    for (const host of [...others, "127.0.0.2"]) {
      const outcome = await new Promise((resolve) => {
        const socket = connect({ host, port: Number(port) }, () => resolve("connected"));
        socket.on("error", ({ code }: NodeJS.ErrnoException) => resolve(code));
      });
      expect(outcome, host).toBe("ECONNREFUSED");
    }
  });

  it.each([
    ["a wrong password", address(user, `${password.slice(0, -1)}${password.endsWith("A") ? "B" : "A"}`)],
    ["an empty-looking password", address(user, "x")],
    ["a wrong name", address("admin", password)],
  ])("refuses %s with 18", async (_, uri) => {
    const { code, message } = await failure(new MongoClient(uri, { serverSelectionTimeoutMS: 3000 }).connect());
    expect({ code, message }).toEqual({ code: 18, message: "Authentication failed." });
  });

  it("refuses another mechanism", async () => {
    const uri = `${store.uri}?authMechanism=SCRAM-SHA-1`;
    expect((await failure(new MongoClient(uri).connect())).code).toBe(334);
  });

  const closed = [...Object.keys(WHITELIST), ...KNOWN_UNSUPPORTED, "makeCoffee", "logout"].filter(
    (name) => !["hello", "isMaster", "ismaster", "saslStart", "saslContinue"].includes(name),
  );
  it.each(closed)("refuses %s of a stranger with 13", async (name) => {
    expect(await failure(stranger.db("d").command({ [name]: "rows" }))).toMatchObject({
      code: 13,
      message: `Command ${name} requires authentication`,
    });
  });

  it("answers the handshake of a stranger, and changes nothing for one", async () => {
    expect(await stranger.db("admin").command({ hello: 1 })).toMatchObject({ isWritablePrimary: true });
    await stranger
      .db("d")
      .collection("rows")
      .insertOne({ a: 1 }, { writeConcern: { w: 0 } });
    await failure(stranger.db("d").command({ dropDatabase: 1 }));
    await rows.insertOne({ _id: 1 });
    expect(await rows.countDocuments()).toBe(1);
  });
});

describe("the conversation", () => {
  const admin = stranger.db("admin");
  const start = (payload: string) =>
    admin.command({ saslStart: 1, mechanism: "SCRAM-SHA-256", payload: new Binary(Buffer.from(payload)) });
  const goOn = (payload: string) =>
    admin.command({ saslContinue: 1, conversationId: 1, payload: new Binary(Buffer.from(payload)) });

  it.each(["", "n", "y,,n=embedded,r=abc", "n,,n=embedded", "n,a=x,n=embedded,r=abc", "p=tls,,n=embedded,r=abc"])(
    "cannot begin with %j",
    async (payload) => expect((await failure(start(payload))).code).toBe(18),
  );

  it("cannot be gone on with before it began, nor with nonsense, nor twice", async () => {
    expect((await failure(goOn("c=biws,r=x,p=AAAA"))).code).toBe(18);
    const { payload, done } = await start(`n,,n=${user},r=abc`);
    expect(done).toBe(false);
    const challenge = Buffer.from((payload as Binary).buffer).toString();
    expect(challenge).toMatch(/^r=abc[A-Za-z0-9+/=]{32},s=[A-Za-z0-9+/=]+,i=15000$/);
    const nonce = /r=([^,]+)/.exec(challenge)?.[1];
    expect((await failure(goOn(`c=biws,r=${nonce},p=${Buffer.alloc(32).toString("base64")}`))).code).toBe(18);
    // Not even the right one: the first try used it up.
    expect((await failure(goOn(proofFor(password, challenge, `n=${user},r=abc`)))).code).toBe(18);
    expect((await failure(admin.command({ ping: 1 }))).code).toBe(13);
  });

  it("is the one of RFC 7677: a right proof is accepted, one of another nonce, name or length is not", () => {
    const secret = secretOf({ user: "embedded", password: "pencil" });
    const bare = "n=embedded,r=rOprNGfwEbeRWgbNEkqO";
    const begin = (text = bare) => new ScramConversation(secret, `n,,${text}`);
    const right = begin();
    expect(right.finish(proofFor("pencil", right.challenge, bare))).toMatch(/^v=[A-Za-z0-9+/=]{44}$/);
    const replayed = proofFor("pencil", begin().challenge, bare);
    expect(codeOf(() => begin().finish(replayed))).toBe(18);
    const other = begin("n=root,r=abc");
    expect(codeOf(() => other.finish(proofFor("pencil", other.challenge, "n=root,r=abc")))).toBe(18);
    const cut = begin();
    expect(codeOf(() => cut.finish(proofFor("pencil", cut.challenge, bare).slice(0, -8)))).toBe(18);
  });
});

const temporary = temporaryFolder();

/** The client's last message, written from the RFC and not from the code under test. */
function proofFor(word: string, challenge: string, bare: string): string {
  const [, nonce = "", salt = "", iterations = ""] = /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(challenge) ?? [];
  const salted = pbkdf2Sync(word, Buffer.from(salt, "base64"), Number(iterations), 32, "sha256");
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const stored = createHash("sha256").update(clientKey).digest();
  const without = `c=biws,r=${nonce}`;
  const signature = createHmac("sha256", stored).update(`${bare},${challenge},${without}`).digest();
  const proof = Buffer.from(clientKey.map((byte, at) => byte ^ signature[at]!));
  return `${without},p=${proof.toString("base64")}`;
}
