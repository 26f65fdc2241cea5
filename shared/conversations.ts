import * as z from "zod/mini";
import { instant, publicId, rev, seq } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { member, roomRole } from "./members.ts";

/** Themes group the rooms; the list is fixed so that it can be translated. */
export const THEMES = ["accueil", "metier", "creer", "candidater", "rencontrer", "vies"] as const;
export const theme = z.enum(THEMES);
export type Theme = z.infer<typeof theme>;

/** What everybody signed in may know of a room, joined or not. */
export const room = z.strictObject({
  id: publicId,
  name: z.string(),
  theme,
  description: z.string(),
  archived: z.boolean(),
  members: z.int(),
  lastActivityAt: z.nullable(instant),
});
export type Room = z.infer<typeof room>;

export const REQUEST_REASONS = ["work", "question", "meeting", "thanks", "other"] as const;
export const requestReason = z.enum(REQUEST_REASONS);
export type RequestReason = z.infer<typeof requestReason>;

/** Where a private conversation stands, from my side. `asked`: I wait for her. `requested`: she waits for me. */
export const directState = z.enum(["asked", "requested", "open"]);

/** Unread: the seqs above my read mark that others wrote and that still stand; at most LIMITS.unreadShown of the newest. */
const unread = z.array(seq).check(z.maxLength(LIMITS.unreadShown));
/** `mentioned`: those of them that name me, or everybody. */
const places = { unread, mentioned: unread };

/** How far I have read; `unreadRev`: the revision of my own stream that last marked something as unread, 0: never. */
const mark = { readSeq: seq, unreadRev: rev };

export const roomSummary = z.strictObject({
  kind: z.literal("room"),
  id: publicId,
  rev,
  seq,
  ...mark,
  ...places,
  room,
  roomRole,
});
export const directSummary = z.strictObject({
  kind: z.literal("direct"),
  id: publicId,
  rev,
  seq,
  ...mark,
  ...places,
  state: directState,
  blockedByMe: z.boolean(),
  with: member,
  lastActivityAt: z.nullable(instant),
});
/** One place that I am in, as the list shows it. */
export const conversationSummary = z.discriminatedUnion("kind", [roomSummary, directSummary]);
export type ConversationSummary = z.infer<typeof conversationSummary>;
export type RoomSummary = z.infer<typeof roomSummary>;
export type DirectSummary = z.infer<typeof directSummary>;

/** A request as its recipient first sees it: no picture, no link, no text of the sender's. */
export const requestCard = z.strictObject({
  conversationId: publicId,
  fromId: publicId,
  initials: z.string(),
  reason: requestReason,
  roomsInCommon: z.array(publicId),
  at: instant,
});
export type RequestCard = z.infer<typeof requestCard>;
