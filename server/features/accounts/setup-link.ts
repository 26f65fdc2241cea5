import { createHash, randomBytes } from "node:crypto";
import mongoose from "mongoose";
import { LIMITS } from "../../../shared/limits.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Members } from "../members/members.service.ts";
import { SetupLinkModel } from "./setup-link.model.ts";

/** The link with which the first administrator enters. */
export interface SetupLink {
  /**
   * Makes a link while there is no administrator; the one before is worth nothing from then on.
   * @returns its token (43 base64url characters), or null when there is an administrator
   */
  create(): Promise<string | null>;
  /** @returns whether the token would be accepted now */
  check(token: string): Promise<boolean>;
  /** Uses the link up: of several who try, one succeeds. @returns whether it was this one */
  use(token: string): Promise<boolean>;
  /** Makes a used link good again, when what it was used for did not come about. */
  giveBack(token: string): Promise<void>;
}

const THE_LINK = "setup";

export function createSetupLink({ clock, members }: { clock: Clock; members: Members }): SetupLink {
  const good = (token: string) => ({
    _id: THE_LINK,
    tokenHash: hashOf(token),
    usedAt: null,
    expiresAt: mongoose.trusted({ $gt: new Date(clock.now()) }),
  });
  const needed = async () => (await members.countAdministrators()) === 0;
  return {
    create: async () => {
      if (!(await needed())) return null;
      const token = randomBytes(32).toString("base64url");
      const expiresAt = new Date(clock.now() + LIMITS.setupLinkLife);
      await SetupLinkModel.updateOne(
        { _id: THE_LINK },
        { $set: { tokenHash: hashOf(token), expiresAt, usedAt: null } },
        { upsert: true },
      );
      return token;
    },
    check: async (token) => (await needed()) && (await SetupLinkModel.exists(good(token))) !== null,
    use: async (token) => {
      if (!(await needed())) return false;
      const used = await SetupLinkModel.findOneAndUpdate(good(token), { $set: { usedAt: new Date(clock.now()) } });
      return used !== null;
    },
    giveBack: async (token) => {
      await SetupLinkModel.updateOne({ _id: THE_LINK, tokenHash: hashOf(token) }, { $set: { usedAt: null } });
    },
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
