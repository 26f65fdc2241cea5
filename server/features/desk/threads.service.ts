import type { FollowedThread } from "../../../shared/desk.ts";
import { userStream } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Member } from "../../../shared/members.ts";
import type { Message } from "../../../shared/messages.ts";
import { deskKey } from "./desk.facts.ts";
import { ThreadMarkModel } from "./desk.model.ts";

export interface Threads {
  /** Those that a person follows and may read, the last answered first, at most LIMITS.threadsShown. */
  list(userId: string): Promise<{ threads: FollowedThread[]; members: Member[] }>;
}

export interface ThreadsOptions {
  /** Resolves once what a stream holds can be read. */
  settled: (stream: string) => Promise<void>;
  /** The threads that she began or wrote in, and those named, as far as she may read them; the last answered first. */
  threadsOf: (userId: string, chosen: readonly string[]) => Promise<{ roots: Message[]; members: Member[] }>;
  /** Places of answers of others in a thread after a place, at most LIMITS.unreadShown of the newest. */
  unreadIn: (root: Message, viewerId: string, afterSeq: number) => Promise<number[]>;
}

/** Followed is what one began, wrote in or chose; read marks are hers, as everything here. */
export function createThreads({ settled, threadsOf, unreadIn }: ThreadsOptions): Threads {
  return {
    list: async (userId) => {
      await settled(userStream(userId));
      const marks = await ThreadMarkModel.find({ userId }).lean();
      const marked = new Map(marks.map((mark) => [mark._id, mark]));
      const chosen = marks.filter(({ follows }) => follows === true).map(({ threadId }) => threadId);
      const { roots, members } = await threadsOf(userId, chosen);
      const followed = roots.filter(({ id }) => marked.get(deskKey(userId, id))?.follows !== false);
      const threads = await Promise.all(
        followed.slice(0, LIMITS.threadsShown).map(async (root) => {
          const readSeq = marked.get(deskKey(userId, root.id))?.readSeq ?? 0;
          return { root, unread: await unreadIn(root, userId, readSeq) };
        }),
      );
      return { threads, members };
    },
  };
}
