import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UserModel } from "../../../server/features/members/members.model.ts";
import { SessionModel } from "../../../server/platform/sessions/sessions.model.ts";
import type { Issued } from "../../../server/platform/sessions/sessions.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { banOf, type House, openHouse } from "./fixture.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let house: House;
let anne: string;
let issued: Issued;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

let count = 0;
beforeEach(async () => {
  count += 1;
  anne = await house.member(`Anne ${"abcdefghijklmnopqrstuvwxyz"[count]}`);
  issued = await house.sessions.create({ userId: anne, agent: FIREFOX });
  house.cuts.length = 0;
  house.bans.clear();
});

const refusal = (code: string) => expect.objectContaining({ code });

async function expectDead(session: Issued, code = "UNAUTHENTICATED") {
  await expect(house.sessions.authenticate(session.access.token)).rejects.toEqual(refusal(code));
  await expect(house.sessions.rotate(session.refresh.token, FIREFOX)).rejects.toEqual(refusal(code));
}

describe("access", () => {
  it("is given for a new session and names its person", async () => {
    const session = await house.sessions.authenticate(issued.access.token);
    expect(session).toEqual({
      sessionId: issued.sessionId,
      userId: anne,
      role: "member",
      accessUntil: issued.access.until,
    });
  });

  it("ends after its life, and a connection has a little longer to renew it", async () => {
    const held = await house.sessions.authenticate(issued.access.token);
    house.clock.advance(LIMITS.accessTokenLife + 1_000);
    await expect(house.sessions.authenticate(issued.access.token)).rejects.toEqual(refusal("UNAUTHENTICATED"));
    await expect(house.sessions.verify(held)).resolves.toEqual(held);
    house.clock.advance(LIMITS.accessTokenGrace);
    await expect(house.sessions.verify(held)).rejects.toEqual(refusal("UNAUTHENTICATED"));
  });

  it("is refused at once when the session ends, whatever is remembered", async () => {
    await house.sessions.authenticate(issued.access.token);
    await house.sessions.end(issued.sessionId, "signed-out");
    await expectDead(issued);
    expect(house.cuts).toEqual([
      { session: issued.sessionId, fact: { type: "session:ended", body: { cause: "signed-out", ban: null } } },
    ]);
  });

  it("follows what another process wrote once the memory of it is too old", async () => {
    await house.sessions.authenticate(issued.access.token);
    await SessionModel.updateOne({ _id: issued.sessionId }, { $set: { endedAt: new Date(), endCause: "revoked" } });
    house.clock.advance(LIMITS.sessionCache);
    await expectDead(issued);
  });

  it("has the new role at once after a change of role", async () => {
    await expect(house.sessions.authenticate(issued.access.token)).resolves.toMatchObject({ role: "member" });
    await house.members.setRole(anne, "moderator");
    house.sessions.forget(anne);
    await expect(house.sessions.authenticate(issued.access.token)).resolves.toMatchObject({ role: "moderator" });
  });

  it("must be renewed when what access depends on was raised, and the session goes on", async () => {
    await house.sessions.authenticate(issued.access.token);
    await UserModel.updateOne({ _id: anne }, { $inc: { authEpoch: 1 } });
    house.sessions.forget(anne);
    await expect(house.sessions.authenticate(issued.access.token)).rejects.toEqual(refusal("UNAUTHENTICATED"));
    const renewed = await house.sessions.rotate(issued.refresh.token, FIREFOX);
    await expect(house.sessions.authenticate(renewed.access.token)).resolves.toMatchObject({ userId: anne });
  });

  it("is of no use with another person's name on the connection", async () => {
    const held = await house.sessions.authenticate(issued.access.token);
    const claire = await house.member(`Claire ${anne}`.slice(0, 40));
    await expect(house.sessions.verify({ ...held, userId: claire })).rejects.toEqual(refusal("UNAUTHENTICATED"));
  });
});

describe("rotation", () => {
  it("gives another token at each use and tells the open connections", async () => {
    const second = await house.sessions.rotate(issued.refresh.token, FIREFOX);
    const third = await house.sessions.rotate(second.refresh.token, FIREFOX);
    expect(new Set([issued, second, third].map(({ refresh }) => refresh.token)).size).toBe(3);
    expect(new Set([issued, second, third].map(({ sessionId }) => sessionId)).size).toBe(1);
    expect(house.extended).toContain(issued.sessionId);
    await expect(house.sessions.authenticate(third.access.token)).resolves.toMatchObject({ userId: anne });
  });

  it("keeps no token in the store", async () => {
    const row = JSON.stringify(await SessionModel.findById(issued.sessionId).lean());
    expect(row).not.toContain(issued.refresh.token.slice(-43));
    expect(row).not.toContain(issued.access.token);
  });

  it("lets two tabs renew at the same time with the same token", async () => {
    const both = await Promise.all([1, 2].map(() => house.sessions.rotate(issued.refresh.token, FIREFOX)));
    expect(both[0]?.refresh.token).toBe(both[1]?.refresh.token);
    expect(both[0]?.refresh.token).not.toBe(issued.refresh.token);
    await expect(house.sessions.rotate(both[1]?.refresh.token ?? "", FIREFOX)).resolves.toMatchObject({ userId: anne });
    expect(house.cuts).toEqual([]);
  });

  it("ends the session when the token before is used late", async () => {
    const second = await house.sessions.rotate(issued.refresh.token, FIREFOX);
    house.clock.advance(LIMITS.refreshGrace + 1);
    await expect(house.sessions.rotate(issued.refresh.token, FIREFOX)).rejects.toEqual(refusal("UNAUTHENTICATED"));
    await expectDead(second);
    expect(house.cuts).toEqual([
      { session: issued.sessionId, fact: { type: "session:ended", body: { cause: "replaced", ban: null } } },
    ]);
  });

  it("ends the session when a token older than that is used, even at once", async () => {
    const second = await house.sessions.rotate(issued.refresh.token, FIREFOX);
    const third = await house.sessions.rotate(second.refresh.token, FIREFOX);
    await expect(house.sessions.rotate(issued.refresh.token, FIREFOX)).rejects.toEqual(refusal("UNAUTHENTICATED"));
    await expectDead(third);
  });

  it("refuses what was not issued here and leaves the session alone", async () => {
    const forged = `${issued.refresh.token.slice(0, 44)}${"A".repeat(43)}`;
    for (const token of [forged, "", "x".repeat(87), issued.access.token]) {
      await expect(house.sessions.rotate(token, FIREFOX)).rejects.toEqual(refusal("UNAUTHENTICATED"));
      await house.sessions.endByToken(token);
    }
    await expect(house.sessions.authenticate(issued.access.token)).resolves.toMatchObject({ userId: anne });
  });

  it("is refused after the session's life without use", async () => {
    house.clock.advance(LIMITS.sessionLife);
    await expect(house.sessions.rotate(issued.refresh.token, FIREFOX)).rejects.toEqual(refusal("UNAUTHENTICATED"));
    await expect(house.sessions.list(anne)).resolves.toEqual([]);
  });
});

describe("ban", () => {
  it("ends every session, and the excluded person is told why when she comes back", async () => {
    const other = await house.sessions.create({ userId: anne, agent: "" });
    const ban = banOf(anne, null);
    house.bans.set(anne, ban);
    await house.sessions.endAll({ userId: anne, cause: "banned", ban });
    for (const session of [issued, other]) {
      await expectDead(session, "BANNED");
      const thrown = await house.sessions.rotate(session.refresh.token, FIREFOX).catch((error: unknown) => error);
      expect(thrown).toMatchObject({ options: { details: ban } });
    }
    expect(house.cuts).toEqual([{ person: anne, fact: { type: "session:ended", body: { cause: "banned", ban } } }]);
  });

  it("is not told to whoever holds an old token", async () => {
    const second = await house.sessions.rotate(issued.refresh.token, FIREFOX);
    await house.sessions.rotate(second.refresh.token, FIREFOX);
    house.bans.set(anne, banOf(anne, null));
    await house.sessions.endAll({ userId: anne, cause: "banned" });
    await expect(house.sessions.rotate(issued.refresh.token, FIREFOX)).rejects.toEqual(refusal("UNAUTHENTICATED"));
  });

  it("holds even before the sessions are ended, and ends by itself", async () => {
    house.bans.set(anne, banOf(anne, house.clock.now() + 60_000));
    house.sessions.forget(anne);
    await expect(house.sessions.authenticate(issued.access.token)).rejects.toEqual(refusal("BANNED"));
    await expect(house.sessions.create({ userId: anne, agent: "" })).rejects.toEqual(refusal("BANNED"));
    house.clock.advance(60_000);
    await expect(house.sessions.authenticate(issued.access.token)).resolves.toMatchObject({ userId: anne });
  });
});

describe("ending", () => {
  it("everywhere else leaves the one session", async () => {
    const others = [
      await house.sessions.create({ userId: anne, agent: "" }),
      await house.sessions.create({ userId: anne, agent: "" }),
    ];
    await house.sessions.endAll({ userId: anne, cause: "revoked", exceptSessionId: issued.sessionId });
    for (const other of others) await expectDead(other);
    await expect(house.sessions.authenticate(issued.access.token)).resolves.toMatchObject({ userId: anne });
    expect(house.cuts.map(({ session }) => session).toSorted()).toEqual(others.map((one) => one.sessionId).toSorted());
  });

  it("takes the session off the list, which tells the device in words", async () => {
    const other = await house.sessions.create({ userId: anne, agent: "curl/8" });
    const listed = await house.sessions.list(anne);
    expect(listed.map(({ id, device }) => [id, device]).toSorted()).toEqual(
      [
        [issued.sessionId, "Firefox, Linux"],
        [other.sessionId, ""],
      ].toSorted(),
    );
    await house.sessions.end(other.sessionId, "revoked");
    expect((await house.sessions.list(anne)).map(({ id }) => id)).toEqual([issued.sessionId]);
  });
});
