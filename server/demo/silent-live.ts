import type { Live } from "../platform/live.ts";

const nothing = () => undefined;

/** A live channel without anybody on it: for work done while no server runs. */
export const silentLive: Live = {
  toStream: nothing,
  toStreamExcept: nothing,
  toPerson: nothing,
  toEveryone: nothing,
  follow: nothing,
  unfollow: nothing,
  cutPerson: nothing,
  cutSession: nothing,
  extendSession: nothing,
  peopleFollowing: () => [],
  isConnected: () => false,
};
