import mongoose from "mongoose";
import { publicId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Member } from "../../../shared/members.ts";
import { CallError } from "../../platform/errors.ts";
import type { BlockIndex } from "./blocks.ts";
import { type StoredUser, UserModel } from "./members.model.ts";
import { memberView } from "./members.service.ts";
import { nameWords } from "./name-keys.ts";

interface DirectoryQuery {
  viewerId: string;
  search?: string | undefined;
  /** Where the last page ended. */
  after?: string | undefined;
}

export interface Directory {
  /**
   * A page of the members in order of name, those blocked either way left out. Each word of the search must begin a word
   * of the name.
   * @throws CallError INVALID when `after` is not the end of a page
   */
  list(query: DirectoryQuery): Promise<{ members: Member[]; after: string | null }>;
}

const LAST_CHARACTER = "\u{10FFFF}";
const ID_LENGTH = 22;

type Listed = Pick<StoredUser, "_id" | "displayName" | "role" | "sortKey">;

export function createDirectory(blocks: BlockIndex): Directory {
  return {
    list: async ({ viewerId, search = "", after }) => {
      const words = nameWords(search);
      if (words.length === 0 && search.trim() !== "") return { members: [], after: null };
      const hidden = [...blocks.blockedBy(viewerId), ...blocks.blockersOf(viewerId)];
      const narrowing = [...words.map(beginning), ...(after === undefined ? [] : [beyond(after)])];
      const found = await UserModel.find({
        state: "active",
        _id: mongoose.trusted({ $nin: hidden }),
        ...(narrowing.length > 0 && { $and: narrowing }),
      })
        .sort({ sortKey: 1, _id: 1 })
        .limit(LIMITS.membersPage + 1)
        .select({ displayName: 1, role: 1, sortKey: 1 })
        .lean<Listed[]>();
      const page = found.slice(0, LIMITS.membersPage);
      const last = page.at(-1);
      const more = found.length > LIMITS.membersPage && last !== undefined;
      return { members: page.map(memberView), after: more ? `${last._id}${last.sortKey}` : null };
    },
  };
}

/** One of the words of the name lies between the prefix and all that begins with it. */
function beginning(prefix: string) {
  const range = { $gte: prefix, $lt: `${prefix}${LAST_CHARACTER}` };
  return { nameTokens: mongoose.trusted({ $elemMatch: mongoose.trusted(range) }) };
}

function beyond(after: string) {
  const id = publicId.safeParse(after.slice(0, ID_LENGTH));
  if (!id.success) throw new CallError("INVALID", { fields: { after: "malformed" } });
  const sortKey = after.slice(ID_LENGTH);
  return {
    $or: [{ sortKey: mongoose.trusted({ $gt: sortKey }) }, { sortKey, _id: mongoose.trusted({ $gt: id.data }) }],
  };
}
