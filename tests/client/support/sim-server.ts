import type { Me } from "../../../shared/accounts.ts";
import type { ConversationSummary, RequestCard } from "../../../shared/conversations.ts";
import type { ChangeFact } from "../../../shared/facts.ts";
import { userStream } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Member, RoomRole, Sanction } from "../../../shared/members.ts";
import { type Message, type Reaction, THREAD_PEOPLE } from "../../../shared/messages.ts";
import type { Level, Preference } from "../../../shared/preferences.ts";

/** @returns a public id that is easy to read in a counterexample */
export function simId(name: string): string {
  return name.padEnd(22, "_");
}

export const ME = simId("me");
export const OTHERS = [simId("ana"), simId("bea"), simId("cleo")] as const;
const MINE = userStream(ME);

type Told = Pick<ChangeFact, "type" | "body">;

interface Entry {
  /** As it was told at once; once its message is deleted, as it is told later: without the words. */
  live: ChangeFact;
  /** The message that it brought words of. */
  seq: number | null;
}

interface SimConversation {
  id: string;
  log: Entry[];
  /** By seq; null: withheld from me. */
  messages: Map<number, Message | null>;
  seq: number;
  roles: Map<string, RoomRole>;
  name: string;
  archived: boolean;
  readSeq: number;
  /** Length of my own log when something here was last marked as unread. */
  unreadRev: number;
}

/** Changes fetched at once, and how far behind one may be: small, so that runs meet both. */
const PAGE = 20;
const RESET_BEHIND = 90;

const clientIdOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

export function memberOf(id: string): Member {
  return { id, displayName: id, role: "member" };
}

/** @returns a fact of a message as it is told once the message was deleted */
function scrubbed(fact: ChangeFact): ChangeFact {
  if (fact.type === "message:edited") {
    return { ...fact, type: "change:withheld", body: {} };
  }
  if (fact.type !== "message:posted") return fact;
  const { mentions: _mentions, question: _question, ...told } = fact.body.message;
  const message: Message = { ...told, text: "", deleted: "by-author" };
  return { ...fact, body: { ...fact.body, message } };
}

/** The server as one member sees it: logs, and what is derived from them. It is the truth that clients must reach. */
export class SimServer {
  readonly conversations = new Map<string, SimConversation>();
  readonly userLog: Entry[] = [];
  readonly sanctions = new Map<string, Sanction>();
  readonly requests = new Map<string, RequestCard>();
  readonly blocked = new Set<string>();
  readonly bookmarks = new Set<string>();
  readonly preferences = new Map<string, Preference>();
  /** Facts for my open socket, in the order of sending. */
  outbox: unknown[] = [];
  private time = 1_000;
  private made = 0;

  constructor(ids: readonly string[]) {
    for (const id of ids) {
      this.conversations.set(id, {
        id,
        log: [],
        messages: new Map(),
        seq: 0,
        roles: new Map(),
        name: id,
        archived: false,
        readSeq: 0,
        unreadRev: 0,
      });
      this.append(id, { type: "conversation:opened", body: { kind: "room" } });
      this.join(id, ME);
    }
  }

  /** A number that was never given before. */
  fresh(): number {
    this.made += 1;
    return this.made;
  }

  conversation(id: string): SimConversation {
    const found = this.conversations.get(id);
    if (!found) throw new Error(`no conversation ${id}`);
    return found;
  }

  follows(id: string): boolean {
    return this.conversation(id).roles.has(ME);
  }

  private append(stream: string, told: Told, seq: number | null = null): void {
    const log = stream === MINE ? this.userLog : this.conversation(stream).log;
    this.time += 1;
    const live = { ...told, stream, rev: log.length + 1, at: this.time, actorId: null } as ChangeFact;
    log.push({ live, seq });
    if (stream === MINE || this.follows(stream)) this.outbox.push(live);
  }

  /** Writes in the thread of a message; nested threads are none. */
  answer(id: string, authorId: string, rootSeq: number): void {
    const conversation = this.conversation(id);
    const root = conversation.messages.get(rootSeq);
    if (!root || root.threadId !== undefined) return;
    this.post(id, authorId, false, { threadId: root.id });
    const { replies = 0, people = [] } = root.thread ?? {};
    const at = conversation.messages.get(conversation.seq)?.at ?? 0;
    const all = people.includes(authorId) ? people : [...people, authorId];
    const thread = { replies: replies + 1, lastAt: at, people: all.slice(0, THREAD_PEOPLE) };
    conversation.messages.set(rootSeq, { ...root, thread, rev: conversation.log.length });
  }

  pin(id: string, seq: number, on: boolean): void {
    const conversation = this.conversation(id);
    const message = conversation.messages.get(seq);
    if (message?.deleted !== "no") return;
    this.append(id, { type: "message:pinned", body: { messageId: message.id, seq, on } });
    const { pinned: _, ...unpinned } = message;
    const rev = conversation.log.length;
    conversation.messages.set(seq, on ? { ...unpinned, rev, pinned: true } : { ...unpinned, rev });
  }

  resolve(id: string, seq: number, on: boolean): void {
    const conversation = this.conversation(id);
    const message = conversation.messages.get(seq);
    if (message?.deleted !== "no" || message.question === undefined) return;
    this.append(id, { type: "message:resolved", body: { messageId: message.id, seq, on } });
    const question = on ? "resolved" : "open";
    conversation.messages.set(seq, { ...message, question, rev: conversation.log.length });
  }

  post(id: string, authorId: string, withheld = false, extras: Pick<Message, "threadId"> = {}): void {
    const conversation = this.conversation(id);
    conversation.seq += 1;
    const n = this.fresh();
    const message: Message = {
      id: simId(`m${n}`),
      conversationId: id,
      seq: conversation.seq,
      authorId,
      clientId: clientIdOf(n),
      rev: conversation.log.length + 1,
      text: `text ${n}`,
      at: n,
      editedAt: null,
      replyTo: null,
      reactions: [],
      ...extras,
      ...(n % 3 === 0 && { question: "open" as const }),
      ...(n % 4 === 0 && { mentions: [{ userId: ME, name: "me" }] }),
      deleted: "no",
    };
    conversation.messages.set(message.seq, withheld ? null : message);
    if (withheld) this.append(id, { type: "change:withheld", body: {} });
    else this.append(id, { type: "message:posted", body: { message, author: memberOf(authorId) } }, message.seq);
  }

  delete(id: string, seq: number): void {
    const conversation = this.conversation(id);
    const message = conversation.messages.get(seq);
    if (!message) return;
    const isFirst = message.deleted === "no";
    const threadId = isFirst ? message.threadId : undefined;
    const body = { messageId: message.id, seq, by: "by-author" as const, ...(threadId && { threadId }) };
    this.append(id, { type: "message:deleted", body });
    const rev = conversation.log.length;
    conversation.messages.set(seq, { ...message, rev });
    // Who deleted it first stands.
    if (!isFirst) return;
    const bare = { text: "", editedAt: null, replyTo: null, reactions: [], deleted: "by-author" } as const;
    const { mentions: _mentions, question: _question, pinned: _pinned, ...rest } = message;
    conversation.messages.set(seq, { ...rest, ...bare, reactions: [], rev });
    const root = [...conversation.messages.values()].find((one) => one?.id === threadId);
    if (root?.thread) {
      const thread = { ...root.thread, replies: root.thread.replies - 1 };
      conversation.messages.set(root.seq, { ...root, thread, rev });
    }
    for (const entry of conversation.log) if (entry.seq === seq) entry.live = scrubbed(entry.live);
  }

  edit(id: string, seq: number): void {
    const conversation = this.conversation(id);
    const message = conversation.messages.get(seq);
    if (message?.deleted !== "no") return;
    const text = `text ${this.fresh()}`;
    const mentions =
      text.endsWith("5") || text.endsWith("2")
        ? [{ userId: text.endsWith("5") ? OTHERS[0] : ME, name: "x" }]
        : undefined;
    const words = { text, ...(mentions && { mentions }) };
    this.append(id, { type: "message:edited", body: { messageId: message.id, seq, ...words } }, seq);
    const { mentions: _, ...rest } = message;
    conversation.messages.set(seq, { ...rest, ...words, editedAt: this.time, rev: conversation.log.length });
  }

  react(id: string, act: { seq: number; userId: string; reaction: Reaction; on: boolean }): void {
    const conversation = this.conversation(id);
    const { seq, userId, reaction, on } = act;
    const message = conversation.messages.get(seq);
    if (message?.deleted !== "no") return;
    this.append(id, {
      type: "message:reacted",
      body: { messageId: message.id, seq, by: memberOf(userId), reaction, on },
    });
    const others = message.reactions.filter((one) => one.userId !== userId || one.reaction !== reaction);
    const reactions = on ? [...others, { reaction, userId }] : others;
    conversation.messages.set(seq, { ...message, reactions, rev: conversation.log.length });
  }

  rename(id: string): void {
    const name = `name ${this.fresh()}`;
    this.conversation(id).name = name;
    this.append(id, { type: "room:renamed", body: { name } });
  }

  setRole(id: string, userId: string, roomRole: RoomRole): void {
    const { roles } = this.conversation(id);
    if (!roles.has(userId)) return;
    roles.set(userId, roomRole);
    this.append(id, { type: "room-role:set", body: { userId, roomRole } });
  }

  join(id: string, userId: string): void {
    const { roles } = this.conversation(id);
    if (roles.has(userId)) return;
    roles.set(userId, "member");
    if (userId === ME) this.outbox.push({ type: "conversation:gained", body: { conversationId: id } });
    this.append(id, { type: "member:joined", body: { member: memberOf(userId), roomRole: "member" } });
  }

  leave(id: string, userId: string): void {
    if (!this.conversation(id).roles.delete(userId)) return;
    if (userId === ME) this.outbox.push({ type: "conversation:lost", body: { conversationId: id } });
    this.append(id, { type: "member:left", body: { userId } });
  }

  read(id: string, seq: number): void {
    const conversation = this.conversation(id);
    if (seq <= conversation.readSeq || seq > conversation.seq) return;
    conversation.readSeq = seq;
    const { unreadRev } = conversation;
    this.append(MINE, { type: "conversation:read", body: { conversationId: id, seq, unreadRev } });
  }

  /** Another tab read on before it heard that something was marked as unread: what it says is of no meaning. */
  readLate(id: string, seq: number): void {
    const { unreadRev, seq: last } = this.conversation(id);
    if (unreadRev === 0 || seq > last) return;
    this.append(MINE, { type: "conversation:read", body: { conversationId: id, seq, unreadRev: unreadRev - 1 } });
  }

  markUnread(id: string, seq: number): void {
    const conversation = this.conversation(id);
    const readSeq = Math.min(conversation.readSeq, seq - 1);
    this.append(MINE, { type: "conversation:marked-unread", body: { conversationId: id, readSeq } });
    conversation.readSeq = readSeq;
    conversation.unreadRev = this.userLog.length;
  }

  sanction(): void {
    const sanction: Sanction = {
      id: simId(`s${this.fresh()}`),
      userId: ME,
      kind: "mute",
      conversationId: null,
      reason: "spam",
      text: "",
      at: 0,
      until: null,
    };
    this.sanctions.set(sanction.id, sanction);
    this.append(MINE, { type: "sanction:imposed", body: { sanction } });
  }

  lift(): void {
    const [id] = this.sanctions.keys();
    if (id === undefined || !this.sanctions.delete(id)) return;
    this.append(MINE, { type: "sanction:lifted", body: { sanctionId: id } });
  }

  request(): void {
    const conversationId = simId(`r${this.fresh()}`);
    const request: RequestCard = {
      conversationId,
      fromId: OTHERS[0],
      initials: "A",
      reason: "work",
      roomsInCommon: [],
      at: 0,
    };
    this.requests.set(conversationId, request);
    this.append(MINE, { type: "request:received", body: { request } });
  }

  answerRequest(): void {
    const [id] = this.requests.keys();
    if (id === undefined || !this.requests.delete(id)) return;
    this.append(MINE, { type: "request:answered", body: { conversationId: id, answer: "refused" } });
  }

  toggleBlock(userId: string): void {
    const type = this.blocked.delete(userId) ? "member:unblocked" : "member:blocked";
    if (type === "member:blocked") this.blocked.add(userId);
    this.append(MINE, { type, body: { userId } });
  }

  bookmark(messageId: string): void {
    const on = !this.bookmarks.delete(messageId);
    if (on) this.bookmarks.add(messageId);
    this.append(MINE, { type: "bookmark:changed", body: { messageId, on } });
  }

  heads(): Record<string, number> {
    const joined = [...this.conversations.values()].filter(({ id }) => this.follows(id));
    return { ...Object.fromEntries(joined.map(({ id, log }) => [id, log.length])), [MINE]: this.userLog.length };
  }

  visible(id: string): Message[] {
    return [...this.conversation(id).messages.values()].filter((row) => row !== null);
  }

  /** Place of the newest message that I may see; 0 when there is none. */
  newest(id: string): number {
    return this.visible(id).at(-1)?.seq ?? 0;
  }

  unread(id: string): number[] {
    const { readSeq } = this.conversation(id);
    return this.visible(id)
      .filter(({ seq, authorId, deleted }) => seq > readSeq && authorId !== ME && deleted === "no")
      .filter(({ threadId }) => threadId === undefined)
      .map(({ seq }) => seq)
      .slice(-LIMITS.unreadShown);
  }

  mentioned(id: string): number[] {
    const { messages } = this.conversation(id);
    const names = (seq: number) => messages.get(seq)?.mentions?.some(({ userId }) => userId === ME) === true;
    return this.unread(id).filter(names);
  }

  setPreference(id: string, { level, favourite }: { level?: Level; favourite?: number | null }): void {
    const known = this.preferences.get(id) ?? { conversationId: id, level: "all", favourite: null };
    const set = { ...(level !== undefined && { level }), ...(favourite !== undefined && { favourite }) };
    this.preferences.set(id, { ...known, ...set });
    this.append(MINE, { type: "preference:set", body: { conversationId: id, ...set } });
  }

  summary(id: string, rev: number): ConversationSummary {
    const { seq, readSeq, unreadRev, name, archived, roles } = this.conversation(id);
    const room = {
      id,
      name,
      theme: "metier",
      description: "",
      archived,
      members: roles.size,
      lastActivityAt: null,
    } as const;
    const mark = { readSeq, unreadRev };
    const places = { unread: this.unread(id), mentioned: this.mentioned(id) };
    return { kind: "room", id, rev, seq, ...mark, ...places, room, roomRole: roles.get(ME) ?? "member" };
  }

  me(): Me {
    return {
      id: ME,
      displayName: "me",
      email: "",
      role: "member",
      sessionId: ME,
      accessUntil: 0,
      serverTime: 0,
      sanctions: [...this.sanctions.values()],
      contact: "",
    };
  }

  /** What a caller is told of one stream's log; a message that was deleted since is told without its text. */
  changes(stream: string, after: number, head: number) {
    if (head - after > RESET_BEHIND || after > head) return { changes: [], head, more: false, reset: true };
    const log = stream === MINE ? this.userLog : this.conversation(stream).log;
    const entries = log.slice(after, after + PAGE);
    const changes = entries.map(({ live }) => live);
    return { changes, head, more: entries.length === PAGE, reset: false };
  }

  page(id: string, range: { before?: number; after?: number; around?: number; threadId?: string }) {
    const { seq } = this.conversation(id);
    const cut = (from: number, to: number) => ({ from: Math.max(1, from), to: Math.min(seq, to) });
    const size = LIMITS.pageSize;
    let span = cut(seq - size + 1, seq);
    if (range.before !== undefined) span = cut(range.before - size, range.before - 1);
    if (range.after !== undefined) span = cut(range.after + 1, range.after + size);
    if (range.around !== undefined) span = cut(range.around - size / 2, range.around + size / 2 - 1);
    return {
      messages: this.visible(id).filter(
        (row) => row.threadId === range.threadId && row.seq >= span.from && row.seq <= span.to,
      ),
      members: [],
      quoted: [],
      hasOlder: range.after !== undefined ? range.after > 0 : span.from > 1,
      hasNewer: range.before !== undefined || span.to < seq,
    };
  }
}
