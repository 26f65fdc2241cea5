import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BlockIndex } from "../../../server/features/members/blocks.ts";
import { createDirectory, type Directory } from "../../../server/features/members/directory.ts";
import { UserModel } from "../../../server/features/members/members.model.ts";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { type House, openHouse } from "../accounts/fixture.ts";

let house: House;
let directory: Directory;
const viewerId = newId();
const blocked = new Set<string>();
const blocking = new Set<string>();
const blocks: BlockIndex = {
  blocks: (blockerId, targetId) => blockerId === viewerId && blocked.has(targetId),
  blockedBy: (userId) => (userId === viewerId ? [...blocked] : []),
  blockersOf: (userId) => (userId === viewerId ? [...blocking] : []),
};

beforeAll(async () => {
  house = await openHouse();
  directory = createDirectory(blocks);
});
afterAll(() => house.close());

const names = async (search?: string) =>
  (await directory.list({ viewerId, ...(search !== undefined && { search }) })).members.map((one) => one.displayName);

describe("the directory", () => {
  it("finds members by the beginning of each word, without accents or case, in order of name", async () => {
    for (const name of ["Zoé Marchand", "Émilie Marchand", "Maud Émilienne", "Éva d'Ornano"]) await house.member(name);
    expect(await names()).toEqual(["Émilie Marchand", "Éva d'Ornano", "Maud Émilienne", "Zoé Marchand"]);
    expect(await names("march")).toEqual(["Émilie Marchand", "Zoé Marchand"]);
    expect(await names("MAR emi")).toEqual(["Émilie Marchand"]);
    expect(await names("emi")).toEqual(["Émilie Marchand", "Maud Émilienne"]);
    expect(await names("ornano")).toEqual(["Éva d'Ornano"]);
    expect(await names("chand"), "not in the middle of a word").toEqual([]);
    expect(await names("mar zz")).toEqual([]);
  });

  it("takes a search for text and nothing else", async () => {
    for (const search of [".*", "m.rchand", "$ne", "(((((", "z{1,9}", "\\", "*"])
      expect(await names(search), search).toEqual([]);
    expect(await names("   ")).toHaveLength(4);
  });

  it("leaves out those blocked either way, and who is gone", async () => {
    const [first, second, third] = (await directory.list({ viewerId })).members;
    blocked.add(first?.id ?? "");
    blocking.add(second?.id ?? "");
    await UserModel.updateOne({ _id: third?.id ?? "" }, { $set: { state: "closed" } });
    expect(await names()).toEqual(["Zoé Marchand"]);
    blocked.clear();
    blocking.clear();
    await UserModel.updateOne({ _id: third?.id ?? "" }, { $set: { state: "active" } });
    expect(await names()).toHaveLength(4);
  });

  it("tells no more of a member than her name and role", async () => {
    const [one] = (await directory.list({ viewerId })).members;
    expect(Object.keys(one ?? {}).toSorted()).toEqual(["displayName", "id", "role"]);
  });

  it("is read page by page, each member once", async () => {
    const numbers = Array.from({ length: LIMITS.membersPage }, (_, index) => index);
    await Promise.all(numbers.map((number) => house.member(`Page n° ${number}`)));
    const seen: string[] = [];
    let after: string | null | undefined;
    let pages = 0;
    while (after !== null) {
      const page: Awaited<ReturnType<Directory["list"]>> = await directory.list({ viewerId, after });
      seen.push(...page.members.map(({ id }) => id));
      after = page.after;
      pages += 1;
    }
    expect(pages).toBe(2);
    expect(seen).toHaveLength(LIMITS.membersPage + 4);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each(["", "x", `${"A".repeat(21)}$`, '{"$gt":""}'])("refuses a place that no page ended at: %s", async (after) => {
    await expect(directory.list({ viewerId, after })).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("what is remembered of a member", () => {
  it("follows a change of role at once, and sessions go on", async () => {
    const id = await house.member("Rôle Changeant");
    expect(await house.members.getMember(id)).toMatchObject({ role: "member" });
    const before = await house.members.person(id);
    await house.members.setRole(id, "moderator");
    await house.members.setRole(id, "moderator");
    expect(await house.members.getMember(id)).toMatchObject({ role: "moderator" });
    const after = await house.members.person(id);
    expect(after).toEqual({ ...before, role: "moderator" });
    expect((await house.members.staff()).get(id)).toBe("moderator");
  });

  it("is given in the order asked for, without those who do not exist", async () => {
    const [a, b] = [await house.member("Ordre Un"), await house.member("Ordre Deux")];
    const found = await house.members.getMembers([b, newId(), a, b]);
    expect(found.map(({ id }) => id)).toEqual([b, a, b]);
    expect(await house.members.getMember(newId())).toBeNull();
  });
});
