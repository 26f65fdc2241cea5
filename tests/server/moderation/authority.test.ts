import { describe, expect, it } from "vitest";
import { assertMayImpose, assertMaySetRole } from "../../../server/features/moderation/authority.ts";
import { actDraft, type CommunityState, foldCommunity } from "../../../server/features/moderation/community-state.ts";
import { newId } from "../../../shared/ids.ts";
import type { Sanction } from "../../../shared/members.ts";

const NOW = 1_000_000;
const [anne, berthe, carole, dora] = [newId(), newId(), newId(), newId()] as const;

const ban = (userId: string, until: number | null = null): Sanction => ({
  id: newId(),
  userId,
  kind: "ban",
  conversationId: null,
  reason: "other",
  text: "",
  at: NOW,
  until,
});

const community = (sanctions: Sanction[] = []): CommunityState => ({
  roles: new Map([
    [anne, "administrator"],
    [berthe, "administrator"],
    [carole, "moderator"],
  ]),
  sanctions: new Map(sanctions.map((one) => [one.id, one])),
});

/** The change that a draft becomes. */
const at = (draft: ReturnType<typeof actDraft>, rev: number) => ({
  stream: "community",
  rev,
  actorId: anne,
  clientId: "",
  hash: "",
  at: new Date(NOW),
  ...draft,
});

const demote = (state: CommunityState, actorId: string, targetId: string) => {
  assertMaySetRole(state, { actorId, targetId, role: "member", now: NOW });
  return foldCommunity(state, at(actDraft({ act: "role-changed", actorId, targetId, after: "member" }), 1));
};
const banned = (state: CommunityState, actorId: string, targetId: string) => {
  const act = { actorId, targetId, kind: "ban", room: null, actorIsIn: false, now: NOW } as const;
  assertMayImpose(state, act);
  const sanction = ban(targetId);
  return foldCommunity(state, at(actDraft({ act: "sanction-imposed", actorId, targetId, sanction }), 1));
};

describe("decisions taken one after the other on the same state", () => {
  it("demote one of two administrators, and refuse the second whoever asks", () => {
    const after = demote(community(), anne, berthe);
    expect(() => demote(after, berthe, anne)).toThrow("DENIED");
    expect(() => demote(after, anne, anne)).toThrow("LAST_ADMINISTRATOR");
  });

  it("ban one of two administrators, and refuse what the banned one asked at the same moment", () => {
    const after = banned(community(), anne, berthe);
    expect(() => banned(after, berthe, anne)).toThrow("DENIED");
    expect(() => banned(after, berthe, dora)).toThrow("DENIED");
    expect(() => demote(after, berthe, carole)).toThrow("DENIED");
    expect(() => demote(after, anne, anne)).toThrow("LAST_ADMINISTRATOR");
  });

  it("refuse what a moderator asked at the moment of her demotion", () => {
    const after = demote(community(), anne, carole);
    expect(() => banned(community(), carole, dora)).not.toThrow();
    expect(() => banned(after, carole, dora)).toThrow("DENIED");
  });

  it("count an administrator again once her ban has ended", () => {
    const ended = community([ban(berthe, NOW)]);
    expect(() => demote(ended, anne, anne)).not.toThrow();
    expect(() => demote(community([ban(berthe, NOW + 1)]), anne, anne)).toThrow("LAST_ADMINISTRATOR");
  });
});

describe("folding", () => {
  it("twice is folding once", () => {
    const change = at(actDraft({ act: "sanction-imposed", actorId: anne, targetId: dora, sanction: ban(dora) }), 1);
    const once = foldCommunity(community(), change);
    expect(foldCommunity(once, change)).toEqual(once);
    expect(once.sanctions.size).toBe(1);
  });
});
