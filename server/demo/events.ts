import { REACTIONS } from "../../shared/messages.ts";
import { themedRoomId } from "../features/conversations/themed-rooms.ts";
import { pairId } from "../features/direct-messages/pair.ts";
import type { Features } from "../features.ts";
import { derivedClientId } from "../platform/streams.ts";
import { ADMINISTRATOR, CAST, EXCLUDED, GUEST } from "./cast.ts";
import { type DatedLine, type DemoContent, dateLines } from "./content.ts";

/** Something that happens in the demo, at its time (milliseconds since 1970). */
export interface DemoEvent {
  at: number;
  run(): Promise<unknown>;
}

interface EventsOptions {
  features: Features;
  content: DemoContent;
  /** Ids of the cast by key. */
  idOf: (key: string) => string;
  now: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SPAN_DAYS = 60;

/** @returns everything that happens, in order of time; running an event again changes nothing */
export function demoEvents(options: EventsOptions): DemoEvent[] {
  const events = [...roomEvents(options), ...directEvents(options), ...staffEvents(options), ...readEvents(options)];
  return events.toSorted((a, b) => a.at - b.at);
}

function roomEvents({ features, content, idOf, now }: EventsOptions): DemoEvent[] {
  return content.rooms.flatMap(({ room, exchanges }) => {
    const conversationId = themedRoomId(room);
    const lines = dateLines(exchanges, now);
    const firstLines = new Map<string, number>();
    for (const { speaker, at } of lines) if (!firstLines.has(speaker)) firstLines.set(speaker, at);
    // The staff and she through whose eyes the demo is seen are everywhere.
    const start = now - (SPAN_DAYS - 1) * DAY;
    for (const key of [ADMINISTRATOR, GUEST]) firstLines.set(key, Math.min(start, firstLines.get(key) ?? start));
    const joins = [...firstLines].map(([key, at]) => ({
      at: at - MINUTE,
      run: () =>
        features.rooms.join({
          actorId: idOf(key),
          conversationId,
          clientId: derivedClientId("demo", "join", room, key),
        }),
    }));
    const ids = new Map<number, string>();
    const posts = lines.map(({ index, speaker, text, at }) => ({
      at,
      run: async () => {
        const clientId = derivedClientId("demo", "room", room, String(index));
        const { id } = await features.messages.post({
          ...{ actorId: idOf(speaker), role: "member" },
          ...{ conversationId, clientId, text },
        });
        ids.set(index, id);
      },
    }));
    return [
      ...joins,
      ...posts,
      ...lines.flatMap((line) => reactionEvents({ features, idOf, room, line, lines, ids, now })),
    ];
  });
}

interface Reacting extends Pick<EventsOptions, "features" | "idOf" | "now"> {
  room: string;
  line: DatedLine;
  lines: readonly DatedLine[];
  /** Ids of the messages that are there, by the index of their line. */
  ids: ReadonlyMap<number, string>;
}

/** Every seventh line is met with a word or two by those who speak in its room; the same at every run. */
function reactionEvents({ features, idOf, now, room, line, lines, ids }: Reacting): DemoEvent[] {
  if (line.index % 7 !== 0) return [];
  const conversationId = themedRoomId(room);
  const speakers = [...new Set(lines.filter(({ at }) => at <= line.at).map(({ speaker }) => speaker))];
  const others = speakers.filter((speaker) => speaker !== line.speaker && speaker !== EXCLUDED);
  const count = Math.min(others.length, 1 + (line.index % 3));
  return others.slice(0, count).map((speaker, place) => ({
    at: Math.min(line.at + (place + 1) * MINUTE, now - 1),
    run: async () => {
      const messageId = ids.get(line.index);
      const reaction = REACTIONS[(line.index / 7 + (place > 1 ? 1 : 0)) % REACTIONS.length] ?? "thanks";
      const clientId = derivedClientId("demo", "reaction", room, String(line.index), speaker);
      const act = { actorId: idOf(speaker), conversationId, clientId, reaction, on: true };
      if (messageId) await features.messages.react({ ...act, messageId });
    },
  }));
}

function directEvents({ features, content, idOf, now }: EventsOptions): DemoEvent[] {
  return content.directs.flatMap(({ direct, reason, exchanges }) => {
    const pair = direct.toSorted().join(" ");
    const [first, ...rest] = dateLines(exchanges, now);
    if (!first) return [];
    const asker = idOf(first.speaker);
    const answerer = idOf(direct.find((key) => key !== first.speaker) ?? "");
    const conversationId = pairId(asker, answerer);
    const clientId = (what: string) => derivedClientId("demo", "direct", pair, what);
    const post = ({ index, speaker, text, at }: DatedLine) => ({
      at,
      run: () =>
        features.messages.post({
          ...{ actorId: idOf(speaker), role: "member" },
          ...{ conversationId, clientId: clientId(String(index)), text },
        }),
    });
    return [
      {
        at: first.at,
        run: () =>
          features.directMessages.send({
            actorId: asker,
            otherId: answerer,
            reason,
            text: first.text,
            clientId: clientId("request"),
          }),
      },
      {
        at: first.at + 1,
        run: () => features.directMessages.accept({ actorId: answerer, conversationId, clientId: clientId("accept") }),
      },
      ...rest.map(post),
    ];
  });
}

function staffEvents({ features, idOf, now }: EventsOptions): DemoEvent[] {
  const { moderation, directMessages } = features;
  const administrator = idOf(ADMINISTRATOR);
  const clientId = (what: string) => derivedClientId("demo", "staff", what);
  const roles = CAST.filter(({ key, role }) => role === "moderator" && key !== ADMINISTRATOR).map(({ key, role }) => ({
    at: now - (SPAN_DAYS - 1) * DAY + HOUR,
    run: () =>
      moderation.setRole({ actorId: administrator, targetId: idOf(key), role, clientId: clientId(`role ${key}`) }),
  }));
  return [
    ...roles,
    {
      at: now - 41 * DAY,
      run: () =>
        moderation.impose({
          actorId: idOf("jeanne"),
          targetId: idOf("margaux"),
          kind: "mute",
          conversationId: themedRoomId("cafe"),
          reason: "spam",
          text: "Cinq annonces de vente en une heure. Le salon Technique et matériel les accueille volontiers, une à la fois.",
          durationMs: DAY,
          clientId: clientId("mute"),
        }),
    },
    {
      at: now - 3 * DAY,
      run: () =>
        moderation.impose({
          actorId: idOf("yasmina"),
          targetId: idOf(EXCLUDED),
          kind: "ban",
          conversationId: null,
          reason: "solicitation",
          text: "Messages privés répétés après plusieurs refus, signalés par trois membres.",
          durationMs: 30 * DAY,
          clientId: clientId("ban"),
        }),
    },
    {
      at: now - 5 * HOUR,
      run: () =>
        directMessages.send({
          actorId: idOf("rokhaya"),
          otherId: idOf(GUEST),
          reason: "work",
          text: "Bonjour Camille. On cherche une deuxième photographe pour un reportage à Dakar en mars, quatre jours. Ton travail sur les ateliers m’a donné envie de t’en parler.",
          clientId: clientId("request"),
        }),
    },
  ];
}

/** She had read everything by the evening before last, and the quieter rooms to the end. */
function readEvents({ features, content, idOf, now }: EventsOptions): DemoEvent[] {
  const read = (key: string, room: string, at: number) => ({
    at,
    run: async () => {
      const conversationId = themedRoomId(room);
      await features.messages.page(idOf(key), conversationId, {});
      const { seq, readSeq } = await features.summaries.one(idOf(key), conversationId);
      const clientId = derivedClientId("demo", "read", key, room);
      // Marked once: a later run would move the mark to what has come since.
      if (seq > 0 && readSeq === 0)
        await features.conversations.read({ userId: idOf(key), conversationId, seq, clientId });
    },
  });
  const lively = new Set(["cafe", "tarifs", "portfolio", "appels", "maternite"]);
  return content.rooms.flatMap(({ room }) => [
    read(GUEST, room, lively.has(room) ? now - 2 * DAY : now - 1),
    read(ADMINISTRATOR, room, now - 1),
  ]);
}
