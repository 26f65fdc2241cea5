import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SetupLinkModel } from "../../../server/features/accounts/setup-link.model.ts";
import { UserModel } from "../../../server/features/members/members.model.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { banOf, type House, openHouse, PASSWORD } from "./fixture.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const refusal = (code: string, fields?: Record<string, string>) =>
  expect.objectContaining({ code, ...(fields && { options: expect.objectContaining({ fields }) }) });
const signIn = (email: string, password = PASSWORD) => ({ email, password, address: "192.0.2.1", agent: "" });

describe("registration", () => {
  it("opens an account that can sign in, and keeps no password", async () => {
    const accounts = house.accounts();
    await accounts.register({ email: "anne@exemple.fr", displayName: "Anne Lebrun", password: PASSWORD });
    const issued = await accounts.signIn(signIn("anne@exemple.fr"));
    expect(house.welcomed).toContain(issued.userId);
    const stored = JSON.stringify(await UserModel.findById(issued.userId).lean());
    expect(stored).not.toContain(PASSWORD);
  });

  it("answers alike for a known address and changes nothing of its account", async () => {
    const accounts = house.accounts();
    const before = await UserModel.countDocuments({});
    for (const email of ["anne@exemple.fr", "anne+autre@exemple.fr"]) {
      const again = { email, displayName: "Anouk Petit", password: "une tout autre phrase à retenir" };
      await expect(accounts.register(again)).resolves.toBeUndefined();
      await expect(accounts.signIn(signIn(email, again.password))).rejects.toEqual(refusal("CREDENTIALS"));
    }
    expect(await UserModel.countDocuments({})).toBe(before);
    await expect(accounts.signIn(signIn("anne@exemple.fr"))).resolves.toMatchObject({});
  });

  it("does not let an excluded person back in through an alias", async () => {
    const accounts = house.accounts();
    await accounts.register({ email: "jean.noir@gmail.com", displayName: "Jeanne Noir", password: PASSWORD });
    const { userId } = await accounts.signIn(signIn("jean.noir@gmail.com"));
    house.bans.set(userId, banOf(userId, null));
    await accounts.register({ email: "jeannoir+2@googlemail.com", displayName: "Une autre", password: PASSWORD });
    await expect(accounts.signIn(signIn("jeannoir+2@googlemail.com"))).rejects.toEqual(refusal("CREDENTIALS"));
    await expect(accounts.signIn(signIn("jean.noir@gmail.com"))).rejects.toEqual(refusal("BANNED"));
    await expect(accounts.signIn(signIn("jean.noir@gmail.com", "pas la bonne phrase"))).rejects.toEqual(
      refusal("CREDENTIALS"),
    );
  });

  it.each([
    "Anne Lebrun",
    "anne LEBRUN",
    "Ànne-Lebrun",
    "Аnne Lebrun",
    "Anne Lebгun".replace("г", "r"),
    "Anne  Lebrun",
  ])("refuses a name that could be taken for another's: %s", async (displayName) => {
    const imitation = { email: `${crypto.randomUUID()}@exemple.fr`, displayName, password: PASSWORD };
    await expect(house.accounts().register(imitation)).rejects.toEqual(refusal("INVALID", { displayName: "taken" }));
  });

  it("gives one name to one of two who ask at the same time", async () => {
    const accounts = house.accounts();
    const outcomes = await Promise.allSettled(
      ["a", "b"].map((letter) =>
        accounts.register({ email: `${letter}@course.fr`, displayName: "Zoé Course", password: PASSWORD }),
      ),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("refuses a password that would be tried first", async () => {
    const weak = { email: "b@exemple.fr", displayName: "Bérénice Faure", password: "ellesfontlaculture" };
    await expect(house.accounts().register(weak)).rejects.toEqual(refusal("INVALID", { password: "context" }));
  });

  it("is refused to visitors when it is closed", async () => {
    const accounts = house.accounts({ openRegistration: false });
    const visitor = { email: "c@exemple.fr", displayName: "Cécile Morin", password: PASSWORD };
    await expect(accounts.register(visitor)).rejects.toEqual(refusal("DENIED"));
  });
});

describe("signing in", () => {
  it("is slowed down where the guesses come from, and stays open to her elsewhere", async () => {
    const accounts = house.accounts();
    const guess = { ...signIn("anne@exemple.fr", "pas la bonne phrase"), address: "203.0.113.9" };
    for (let tries = 0; tries < 5; tries += 1) {
      await expect(accounts.signIn(guess)).rejects.toEqual(refusal("CREDENTIALS"));
    }
    const held = await accounts.signIn({ ...guess, password: PASSWORD }).catch((error: unknown) => error);
    expect(held).toMatchObject({ code: "RATE", options: { retryAfterMs: expect.any(Number) } });
    await expect(accounts.signIn(signIn("anne@exemple.fr"))).resolves.toMatchObject({});
  });

  it("stays open where she signed in before, while many addresses guess", async () => {
    const accounts = house.accounts();
    await accounts.signIn(signIn("anne@exemple.fr"));
    const from = (host: number) => ({ ...signIn("anne@exemple.fr", "non"), address: `198.51.100.${host}` });
    const answers: unknown[] = [];
    for (let host = 0; host < 31; host += 1) answers.push(await accounts.signIn(from(host)).catch((error) => error));
    expect(answers.at(0)).toMatchObject({ code: "CREDENTIALS" });
    expect(answers.at(-1)).toMatchObject({ code: "RATE" });
    await expect(accounts.signIn(signIn("anne@exemple.fr"))).resolves.toMatchObject({});
  });

  it("is slowed down alike for an address without an account", async () => {
    const accounts = house.accounts();
    const codes: string[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      const answer = await accounts.signIn(signIn("personne@exemple.fr")).catch((error: { code: string }) => error);
      codes.push((answer as { code: string }).code);
    }
    expect(codes).toEqual([...Array(5).fill("CREDENTIALS"), "RATE"]);
  });

  it("with the old password does not outlive a change of it", async () => {
    const accounts = house.accounts();
    await accounts.register({ email: "d@exemple.fr", displayName: "Delphine Roy", password: PASSWORD });
    const first = await accounts.signIn(signIn("d@exemple.fr"));
    const other = await accounts.signIn(signIn("d@exemple.fr"));
    const session = await house.sessions.authenticate(first.access.token);
    const change = { session, current: PASSWORD, password: "une phrase neuve et bien cachée", address: "192.0.2.1" };
    await expect(accounts.changePassword({ ...change, current: "non" })).rejects.toEqual(refusal("CREDENTIALS"));
    // The change comes between the comparison of the old password and the session made with it.
    const changing = house.accounts({ banOf: async () => accounts.changePassword(change).then(() => null) });
    await expect(changing.signIn(signIn("d@exemple.fr"))).rejects.toEqual(refusal("CREDENTIALS"));
    expect((await house.sessions.list(first.userId)).map(({ id }) => id)).toEqual([first.sessionId]);
    await expect(house.sessions.rotate(other.refresh.token, "")).rejects.toEqual(refusal("UNAUTHENTICATED"));
    await expect(house.sessions.authenticate(first.access.token)).resolves.toMatchObject({ userId: first.userId });
    await expect(accounts.signIn(signIn("d@exemple.fr"))).rejects.toEqual(refusal("CREDENTIALS"));
    await expect(accounts.signIn(signIn("d@exemple.fr", change.password))).resolves.toMatchObject({});
  });
});

describe("the set-up link", () => {
  const first = { email: "premiere@exemple.fr", displayName: "Première Venue", password: PASSWORD };

  it("ends after a day and when another is made", async () => {
    const accounts = house.accounts();
    const old = (await accounts.createSetupLink()) ?? "";
    expect(await accounts.checkSetupLink(old)).toBe(true);
    expect(JSON.stringify(await SetupLinkModel.find({}).lean()), "only a hash is kept").not.toContain(old);
    const token = (await accounts.createSetupLink()) ?? "";
    expect(await accounts.checkSetupLink(old)).toBe(false);
    await expect(accounts.register({ ...first, setupToken: old })).rejects.toEqual(refusal("GONE"));
    house.clock.advance(LIMITS.setupLinkLife);
    expect(await accounts.checkSetupLink(token)).toBe(false);
    await expect(accounts.register({ ...first, setupToken: token })).rejects.toEqual(refusal("GONE"));
  });

  it("is not used up by a registration that is refused", async () => {
    const accounts = house.accounts({ openRegistration: false });
    const setupToken = (await accounts.createSetupLink()) ?? "";
    const taken = { ...first, displayName: "Anne Lebrun", setupToken };
    await expect(accounts.register(taken)).rejects.toEqual(refusal("INVALID", { displayName: "taken" }));
    const known = { ...first, email: "anne@exemple.fr", password: "pas du tout la sienne", setupToken };
    await expect(accounts.register(known)).rejects.toEqual(refusal("INVALID", { email: "taken" }));
    expect(await accounts.checkSetupLink(setupToken)).toBe(true);
  });

  it("can be tried again when the appointment fails half-way", async () => {
    let failing = true;
    const accounts = house.accounts({
      appointAdministrator: async () => {
        if (failing) throw new Error("the store went away");
      },
    });
    const setupToken = (await accounts.createSetupLink()) ?? "";
    await expect(accounts.register({ ...first, setupToken })).rejects.toThrow("the store went away");
    failing = false;
    await expect(accounts.register({ ...first, setupToken })).resolves.toBeUndefined();
    expect(await accounts.checkSetupLink(setupToken)).toBe(false);
  });

  it("makes one administrator of all who race for it, and then there are no more links", async () => {
    const accounts = house.accounts({ openRegistration: false });
    const setupToken = (await accounts.createSetupLink()) ?? "";
    const outcomes = await Promise.allSettled(
      ["un", "deux", "trois", "quatre"].map((name) =>
        accounts.register({
          email: `${name}@course.fr`,
          displayName: `Cheffe ${name}`,
          password: PASSWORD,
          setupToken,
        }),
      ),
    );
    const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(lost).toEqual([refusal("GONE"), refusal("GONE"), refusal("GONE")]);
    expect(await house.members.countAdministrators()).toBe(1);
    expect(await accounts.createSetupLink()).toBeNull();
    expect(await accounts.checkSetupLink(setupToken)).toBe(false);
  });
});
