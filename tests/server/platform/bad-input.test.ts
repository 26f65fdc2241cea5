import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import jwt from "jsonwebtoken";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { MessageModel } from "../../../server/features/messages/messages.model.ts";
import { ChangeModel } from "../../../server/platform/change-log.model.ts";
import { CALL_NAMES, REGISTRY } from "../../../shared/registry.ts";
import { openSocket, type Person, postCall } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let server: TestServer;
let ines: Person;
let maud: Person;
const cafe = themedRoomId("cafe");

beforeAll(async () => {
  server = await startServer();
  ines = await server.person("Inès Marchetti");
  maud = await server.person("Maud Le Goff");
  await ines.joinRoom(cafe);
});
afterAll(() => server.close());

const codeOf = (ack: Awaited<ReturnType<Person["call"]>>) => (ack.ok ? "ok" : ack.error.code);

/** Whatever was thrown at it, the server goes on and nothing was written by it. */
async function stillAlive(): Promise<void> {
  await expect(fetch(`${server.url}/healthz`).then((response) => response.status)).resolves.toBe(200);
  expect((await ines.post(cafe, `toujours là ${randomUUID()}`)).dup).toBe(false);
}

describe("the socket", () => {
  it("answers an unknown call, an inherited name and a name that is not text", async () => {
    for (const name of ["message:explode", "constructor", "__proto__", "toString", 42, null, { a: 1 }]) {
      expect(codeOf(await ines.call(name as string, {})), String(name)).toBe("UNKNOWN_CALL");
    }
    await stillAlive();
  });

  it("answers another event than a call, and survives one without anything", async () => {
    const ack = await ines.socket.timeout(5_000).emitWithAck("message:post", { text: "x" });
    expect(ack.error.code).toBe("UNKNOWN_CALL");
    ines.socket.emit("call");
    ines.socket.emit("call", "message:post");
    ines.socket.emit("call", "message:post", {
      conversationId: cafe,
      clientId: randomUUID(),
      text: "sans réponse attendue",
    });
    ines.socket.emit("nothing");
    await stillAlive();
    expect(await MessageModel.countDocuments({ text: "sans réponse attendue" })).toBe(0);
  });

  it("refuses a missing payload and an unknown key, naming the field", async () => {
    expect(codeOf(await ines.call("message:post", undefined))).toBe("INVALID");
    expect(codeOf(await ines.call("message:post", null))).toBe("INVALID");
    const ack = await ines.call("message:post", {
      conversationId: cafe,
      clientId: randomUUID(),
      text: "bonjour",
      seq: 1,
    });
    expect(codeOf(ack)).toBe("INVALID");
    await stillAlive();
  });

  it("refuses JSON nested 8,000 deep and JSON with too many keys, and lives", async () => {
    // The stock client cannot encode such depth: the frame is written as it is.
    const { socket } = await openSocket(server.url, { cookie: cookiesOf(ines) });
    const answers: string[] = [];
    socket.io.engine.on("message", (frame: unknown) => answers.push(String(frame)));
    socket.io.engine.write(`27["call","message:post",${"[".repeat(8_000)}${"]".repeat(8_000)}]`);
    const answer = await until("the deep call is answered", () => answers.find((frame) => frame.startsWith("37")));
    expect(answer).toContain('"code":"INVALID"');
    socket.close();
    const wide = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, index]));
    expect(codeOf(await ines.call("message:post", wide))).toBe("INVALID");
    await stillAlive();
  });

  it("closes the connection of a frame of one megabyte and of binary attachments in a call", async () => {
    const { socket } = await openSocket(server.url, { cookie: cookiesOf(ines) });
    const gone = new Promise((resolve) => socket.once("disconnect", resolve));
    socket.emit("call", "message:post", { text: "x".repeat(1_000_000) }, () => undefined);
    await gone;
    expect(
      codeOf(await ines.call("message:post", { conversationId: cafe, clientId: randomUUID(), text: Buffer.from("x") })),
    ).toBe("INVALID");
    await stillAlive();
  });

  it("refuses a foreign, missing or look-alike Origin before anything else", async () => {
    const { port } = new URL(server.url);
    for (const origin of [
      "https://evil.example",
      "null",
      `http://127.0.0.1:${port}.evil.example`,
      `http://evil127.0.0.1:${port}`,
      "http://127.0.0.1:1",
      "",
    ]) {
      await expect(openSocket(server.url, { cookie: cookiesOf(ines), origin }), origin).rejects.toThrow();
    }
  });

  it("refuses forged, expired and unsigned tokens", async () => {
    const claims = { sub: ines.id, sid: ines.me.sessionId, typ: "access" };
    const real = ines.cookies.get("access") ?? "";
    const [head, body] = real.split(".");
    const tokens = [
      jwt.sign(claims, "another secret of a good length, for sure", { algorithm: "HS256", expiresIn: 900 }),
      jwt.sign(claims, "", { algorithm: "none" }),
      `${head}.${body}.`,
      `${real.slice(0, -4)}AAAA`,
      ines.cookies.get("refresh") ?? "",
      "not a token",
    ];
    for (const token of tokens) {
      await expect(openSocket(server.url, { cookie: `access=${token}` })).rejects.toMatchObject({
        message: "UNAUTHENTICATED",
      });
      const { status } = await postCall(server.url, "account:show", {
        input: {},
        headers: { authorization: `Bearer ${token}` },
      });
      expect([400, 401, 403]).toContain(status);
    }
  });
});

describe("HTTP", () => {
  it("refuses other origins, other content types, broken and oversized bodies with codes of the table", async () => {
    const post = (headers: Record<string, string>, input: unknown = {}) =>
      postCall(server.url, "account:show", { input, headers: { cookie: cookiesOf(ines), ...headers } });
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
    expect((await post({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post({ "content-type": "text/plain" })).status).toBe(400);
    expect((await post({}, "{broken")).status).toBe(400);
    expect((await post({}, { text: "x".repeat(100_000) })).status).toBe(413);
    expect((await post({})).status).toBe(200);
    const form = await fetch(`${server.url}/api/calls/account/show`, {
      method: "POST",
      headers: { cookie: cookiesOf(ines) },
      body: new URLSearchParams({ a: "1" }),
    });
    expect(form.status).toBe(400);
    expect((await fetch(`${server.url}/api/calls/account/show`, { headers: { cookie: cookiesOf(ines) } })).status).toBe(
      404,
    );
    await stillAlive();
  });

  it("survives garbage on the port", async () => {
    const { port } = new URL(server.url);
    const closed = new Promise((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () => socket.end("\u0000\u0001GARBAGE\r\n\r\n"));
      socket.on("close", resolve);
      socket.on("error", () => undefined);
      socket.resume();
    });
    await closed;
    await stillAlive();
  });
});

describe("every call of the registry", () => {
  const operators = [{ $ne: null }, { $gt: "" }, { $where: "sleep(1)" }, ["a", "b"], [{ $ne: 1 }]];

  it("refuses an operator in every field", async () => {
    for (const name of CALL_NAMES) {
      const shape = fieldsOf(name);
      for (const field of shape) {
        for (const operator of operators) {
          const ack = (await ines.http(name, { ...minimal(shape), [field]: operator })).ack;
          expect(["INVALID", "DENIED"], `${name} ${field} ${JSON.stringify(operator)} → ${codeOf(ack)}`).toContain(
            codeOf(ack),
          );
        }
      }
    }
  });

  it("refuses privileged and prototype keys instead of trimming them", async () => {
    for (const name of CALL_NAMES) {
      for (const key of ["role", "ownerId", "rev", "createdAt", "isDeleted", "__proto__", "constructor", "$set"]) {
        if (fieldsOf(name).includes(key)) continue;
        const input = JSON.parse(`{${JSON.stringify(key)}: "x"}`) as unknown;
        expect(["INVALID", "DENIED"], `${name} ${key}`).toContain(codeOf((await ines.http(name, input)).ack));
      }
    }
  });
});

describe("a message", () => {
  it("may have 4,000 code points and not 4,001", async () => {
    expect((await ines.post(cafe, "📷".repeat(4_000))).dup).toBe(false);
    const failure = await ines.refused(
      "message:post",
      { conversationId: cafe, clientId: randomUUID(), text: "a".repeat(4_001) },
      "INVALID",
    );
    expect(failure.fields).toEqual({ text: "long" });
  });

  it("is refused when empty, blank, invisible, with NUL or a lone surrogate", async () => {
    const before = await ChangeModel.countDocuments({});
    for (const [text, problem] of [
      ["", "empty"],
      [" \n\t ", "empty"],
      ["\u200b\u200d\u2060", "empty"],
      ["a\u0000b", "control"],
      ["a\ud800b", "malformed"],
      ["z\u0300\u0301\u0302\u0303\u0304\u0305a", "marks"],
    ] as const) {
      const failure = await ines.refused(
        "message:post",
        { conversationId: cafe, clientId: randomUUID(), text },
        "INVALID",
      );
      expect(failure.fields, JSON.stringify(text)).toEqual({ text: problem });
    }
    expect(await ChangeModel.countDocuments({})).toBe(before);
  });

  it("is written once however often and however parallel its clientId is sent", async () => {
    const input = { conversationId: cafe, clientId: randomUUID(), text: "une seule fois" };
    const acks = await Promise.all(Array.from({ length: 10 }, () => ines.ok("message:post", input)));
    expect(new Set(acks.map(({ id, seq, rev }) => `${id} ${seq} ${rev}`)).size).toBe(1);
    expect(acks.filter(({ dup }) => !dup)).toHaveLength(1);
    const again = await ines.http("message:post", input);
    expect(again.ack).toMatchObject({ ok: true, data: { id: acks[0]?.id, dup: true } });
    expect(await until("projected", () => MessageModel.countDocuments({ clientId: input.clientId }))).toBe(1);
  });

  it("stays deleted when its clientId is sent again", async () => {
    const input = { conversationId: cafe, clientId: randomUUID(), text: "regrettée aussitôt" };
    const posted = await ines.ok("message:post", input);
    await ines.ok("message:delete", { conversationId: cafe, messageId: posted.id, clientId: randomUUID() });
    expect(await ines.ok("message:post", input)).toMatchObject({ id: posted.id, dup: true });
    const page = await ines.ok("message:list", { conversationId: cafe });
    expect(page.messages.find(({ id }) => id === posted.id)).toMatchObject({ text: "", deleted: "by-author" });
    expect(JSON.stringify(await ChangeModel.find({ stream: cafe }).lean())).not.toContain("regrettée");
  });

  it("refuses a clientId that served for something else", async () => {
    const clientId = randomUUID();
    await ines.ok("message:post", { conversationId: cafe, clientId, text: "un" });
    await ines.refused("message:post", { conversationId: cafe, clientId, text: "deux" }, "IDEMPOTENCY_MISMATCH");
  });
});

it("answers alike for a conversation of others and for one that does not exist", async () => {
  await maud.joinRoom(themedRoomId("labo"));
  const { id } = await maud.post(themedRoomId("labo"), "entre nous");
  for (const conversationId of [themedRoomId("labo"), "A".repeat(22)]) {
    await ines.refused("message:list", { conversationId }, "NOT_FOUND");
    await ines.refused("message:post", { conversationId, clientId: randomUUID(), text: "coucou" }, "NOT_FOUND");
    await ines.refused("conversation:changes", { stream: conversationId, after: 0 }, "NOT_FOUND");
    await ines.refused("message:delete", { conversationId, messageId: id, clientId: randomUUID() }, "NOT_FOUND");
  }
  await ines.refused("message:delete", { conversationId: cafe, messageId: id, clientId: randomUUID() }, "NOT_FOUND");
  await ines.refused("conversation:changes", { stream: `user:${maud.id}`, after: 0 }, "NOT_FOUND");
  await ines.refused("conversation:changes", { stream: "community", after: 0 }, "NOT_FOUND");
});

function cookiesOf(person: Person): string {
  return [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** Names of a call's fields, read from its schema. */
function fieldsOf(name: (typeof CALL_NAMES)[number]): string[] {
  const schema = REGISTRY[name].input as unknown as { shape?: Record<string, unknown> };
  return Object.keys(schema.shape ?? {});
}

/** Inputs that are well-formed for most calls; what a call does not know is left out. */
function minimal(fields: readonly string[]): Record<string, unknown> {
  const known: Record<string, unknown> = {
    conversationId: cafe,
    clientId: randomUUID(),
    text: "x",
    userId: maud.id,
    messageId: "A".repeat(22),
    sanctionId: "A".repeat(22),
    sessionId: "A".repeat(22),
    name: "Un salon",
    theme: "metier",
    description: "",
    seq: 0,
    stream: cafe,
    after: 0,
    kind: "mute",
    reason: "spam",
    durationMs: null,
    role: "member",
    moderator: false,
    token: "A".repeat(43),
    email: "quelquune@exemple.fr",
    displayName: "Quelqu’une",
    password: "une phrase assez longue pour entrer",
    current: "une phrase assez longue pour entrer",
  };
  return Object.fromEntries(fields.flatMap((field) => (field in known ? [[field, known[field]]] : [])));
}
