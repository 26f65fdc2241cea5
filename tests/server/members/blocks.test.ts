import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BlockModel } from "../../../server/features/members/members.model.ts";
import { userStream } from "../../../shared/ids.ts";
import { type Person, postCall } from "../../support/person.ts";
import { PASSWORD, startServer, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let server: TestServer;
let anne: Person;
let louise: Person;
let chief: Person;

const databaseName = `test_${randomUUID().replaceAll("-", "").slice(0, 12)}`;

beforeAll(async () => {
  server = await startServer({ databaseName });
  chief = await server.administrator();
  anne = await server.person("Anne Delorme");
  louise = await server.person("Louise Delorme");
});
afterAll(() => server.close());

const act = (who: Person) => ({ userId: who.id, clientId: randomUUID() });
const listed = async (who: Person) => (await who.ok("member:list", {})).members.map(({ id }) => id);

describe("a block", () => {
  it("hides each from the other's directory, and only the blocker knows", async () => {
    expect(await listed(anne)).toContain(louise.id);
    await anne.ok("member:block", act(louise));
    expect(await listed(anne)).not.toContain(louise.id);
    expect(await listed(louise)).not.toContain(anne.id);
    expect(await listed(chief)).toEqual(expect.arrayContaining([anne.id, louise.id]));
    expect((await anne.ok("member:blocked-list", {})).members.map(({ id }) => id)).toEqual([louise.id]);
    expect((await louise.ok("member:blocked-list", {})).members).toEqual([]);
    expect(await anne.ok("member:show", { userId: louise.id })).toMatchObject({ blockedByMe: true });
    expect(await louise.ok("member:show", { userId: anne.id })).toMatchObject({ blockedByMe: false });
  });

  it("is told to her own tabs with its place in her stream, and to nobody else", async () => {
    const fact = await anne.told("member:blocked");
    expect(fact).toMatchObject({ stream: userStream(anne.id), actorId: anne.id, body: { userId: louise.id } });
    await louise.ok("account:show", {});
    expect(JSON.stringify(louise.facts)).not.toContain("member:blocked");
  });

  it("asked twice with the same clientId is one, and with it nothing else can be asked", async () => {
    const once = act(chief);
    await louise.ok("member:block", once);
    await louise.ok("member:block", once);
    await louise.refused("member:block", { ...once, userId: anne.id }, "IDEMPOTENCY_MISMATCH");
    await louise.refused("member:unblock", once, "IDEMPOTENCY_MISMATCH");
    const told = () => louise.facts.filter(({ type }) => type === "member:blocked").length;
    await until("she is told once", () => told() === 1);
    expect((await louise.ok("member:blocked-list", {})).members).toHaveLength(1);
  });

  it("ends when she says so; repeating the old block then changes nothing", async () => {
    const block = act(anne);
    await louise.ok("member:block", block);
    await louise.ok("member:unblock", act(anne));
    await louise.ok("member:block", block);
    expect(await louise.ok("member:show", { userId: anne.id })).toMatchObject({ blockedByMe: false });
    expect(await BlockModel.exists({ blockerId: louise.id, targetId: anne.id })).toBeNull();
    await louise.told("member:unblocked");
  });

  it("is refused against herself and against nobody", async () => {
    await anne.refused("member:block", act(anne), "INVALID");
    const nobody = { userId: "A".repeat(22), clientId: randomUUID() };
    await anne.refused("member:block", nobody, "NOT_FOUND");
    await anne.refused("member:unblock", nobody, "NOT_FOUND");
    await anne.refused("member:show", { userId: nobody.userId }, "NOT_FOUND");
  });

  it("is still there after a restart", async () => {
    const { email } = anne;
    expect((await anne.ok("member:blocked-list", {})).members).toHaveLength(1);
    await server.close();
    server = await startServer({ databaseName });
    const signedIn = await postCall(server.url, "session:create", { input: { email, password: PASSWORD } });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const { ack } = await postCall(server.url, "member:blocked-list", { input: {}, headers: { cookie } });
    expect(ack).toMatchObject({ ok: true, data: { members: [{ id: louise.id }] } });
  });
});
