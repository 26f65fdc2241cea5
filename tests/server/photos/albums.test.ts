import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { PhotoModel } from "../../../server/features/photos/photos.model.ts";
import { ChangeModel } from "../../../server/platform/change-log.model.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { CallInput } from "../../../shared/registry.ts";
import type { Person } from "../../support/person.ts";
import { fetchPhoto, sendPart, upload } from "../../support/photos.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { leaksIn, read } from "./corpus/clean.ts";
import { goodFiles } from "./corpus/good.ts";
import { CREDIT } from "./corpus/metadata.ts";

/** A room that nobody is in by herself. */
const ROOM = themedRoomId("tarifs");
const DAY = 24 * 60 * 60 * 1_000;

let server: TestServer;
let hélène: Person;
let inès: Person;
let fatou: Person;
let tierce: Person;
/** A JPEG that says all it can: place, serial number, author, rights. */
let full: Buffer;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  inès = await server.person("Inès Marchetti");
  fatou = await server.person("Fatou Diarra");
  tierce = await server.person("Une Tierce");
  await Promise.all([hélène, inès, fatou].map((person) => person.joinRoom(ROOM)));
  const file = goodFiles.find(({ says }) => says === "all");
  if (!file) throw new Error("no file of the corpus says all");
  full = await file.make();
});
afterAll(() => server.close());

const said = (photoId: string, words: { alt?: string; caption?: string } = {}) => ({
  photoId,
  alt: "Un rideau rouge",
  caption: "",
  ...words,
});
const develop = async (person: Person, photoId: string, keep = { keepShooting: false, keepOriginal: false }) => {
  await person.ok("photo:develop", { photoId, ...keep });
  return photoId;
};
const developed = async (person: Person, bytes = full) => develop(person, await upload(server.url, person, bytes));
const post = (person: Person, photos: CallInput<"message:post">["photos"], extras = {}) =>
  person.ok("message:post", { conversationId: ROOM, clientId: randomUUID(), text: "", photos, ...extras });
const shown = async (person: Person, messageId: string) =>
  (await person.ok("message:show", { conversationId: ROOM, messageId })).message;
const status = async (person: Person | null, path: string) => (await fetchPhoto(server.url, person, path)).status;

describe("a photo", () => {
  it("tells its author what is taken out of it before anybody else sees it", async () => {
    const photoId = await upload(server.url, inès, full);
    const findings = await inès.ok("photo:inspect", { photoId });
    expect(findings.removed).toContain("location");
    expect(findings.credit).toEqual(CREDIT);
    await fatou.refused("photo:inspect", { photoId }, "NOT_FOUND");
    await fatou.refused("photo:develop", { photoId, keepShooting: true, keepOriginal: true }, "NOT_FOUND");
    await fatou.ok("photo:discard", { photoId });
    expect(await inès.ok("photo:show", { photoId })).toEqual({ bytes: full.length, received: full.length });
    await inès.ok("photo:discard", { photoId });
    await inès.refused("photo:show", { photoId }, "NOT_FOUND");
  });

  it("comes in an album that the others see live and later, freed of all but whose work it is", async () => {
    const [first, second] = [await developed(inès), await developed(inès)];
    const { id } = await post(inès, [said(second, { caption: "La seconde" }), said(first)]);
    const { body } = await fatou.told("message:posted", ({ body: { message } }) => message.id === id);
    expect(body.message.photos?.map((photo) => [photo.id, photo.alt, photo.caption])).toEqual([
      [second, "Un rideau rouge", "La seconde"],
      [first, "Un rideau rouge", ""],
    ]);
    expect(await shown(fatou, id)).toEqual(body.message);
    const [photo] = body.message.photos ?? [];
    expect(photo).toMatchObject({ credit: CREDIT, shooting: null });
    expect(photo?.files.map(({ file }) => file)).toEqual(["320"]);
    const answer = await fetchPhoto(server.url, fatou, `${first}/320`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    expect(answer.headers.get("content-type")).toBe("image/webp");
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(await leaksIn(bytes)).toEqual([]);
    expect(await read(bytes)).toMatchObject({ rights: CREDIT.copyright });
    expect(
      (await fatou.ok("message:list", { conversationId: ROOM, only: "photos" })).messages.map((m) => m.id),
    ).toEqual([id]);
  });

  it("is found by what its author says of it, and by being a photo, as far as one may read it", async () => {
    const photoId = await developed(inès);
    const { id } = await post(inès, [said(photoId, { alt: "Un échafaudage bleu", caption: "Chantier naval" })]);
    const ids = async (person: Person, query: string, has?: "photo") =>
      (await person.ok("message:search", { query, ...(has && { has }) })).messages.map((message) => message.id);
    expect(await ids(fatou, "echafaud")).toEqual([id]);
    expect(await ids(fatou, '"chantier naval"')).toEqual([id]);
    expect(await ids(fatou, "", "photo")).toContain(id);
    expect(await ids(tierce, "echafaud")).toEqual([]);
    await inès.ok("message:delete", { conversationId: ROOM, messageId: id, clientId: randomUUID() });
    expect(await ids(fatou, "echafaud")).toEqual([]);
    expect(await ids(fatou, "", "photo")).not.toContain(id);
  });

  it("is seen by nobody who may not read its message, by whatever way she asks", async () => {
    const photoId = await developed(inès);
    expect(await status(inès, `${photoId}/320`)).toBe(200);
    expect(await status(fatou, `${photoId}/320`), "not sent yet").toBe(404);
    const { id } = await post(inès, [said(photoId)]);
    const seen = await fetchPhoto(server.url, fatou, `${photoId}/320`);
    expect(seen.status).toBe(200);
    const tag = seen.headers.get("etag") ?? "";
    await seen.arrayBuffer();
    expect((await fetchPhoto(server.url, fatou, `${photoId}/320`, { "if-none-match": tag })).status).toBe(304);
    expect(await status(null, `${photoId}/320`)).toBe(401);
    expect(await status(tierce, `${photoId}/320`)).toBe(404);
    expect((await fetchPhoto(server.url, tierce, `${photoId}/320`, { "if-none-match": tag })).status).toBe(404);
    expect(await status(fatou, `${photoId}/original`), "not offered").toBe(404);
    expect(await status(fatou, `${photoId}/..%2f${photoId}`)).toBe(404);

    await fatou.ok("room:leave", { conversationId: ROOM, clientId: randomUUID() });
    expect((await fetchPhoto(server.url, fatou, `${photoId}/320`, { "if-none-match": tag })).status).toBe(404);
    await fatou.joinRoom(ROOM);
    expect(await status(fatou, `${photoId}/320`)).toBe(200);

    await inès.ok("message:delete", { conversationId: ROOM, messageId: id, clientId: randomUUID() });
    expect(await status(fatou, `${photoId}/320`)).toBe(404);
    expect(await status(inès, `${photoId}/320`)).toBe(404);
    expect(await PhotoModel.exists({ _id: photoId })).toBeNull();
    const log = await ChangeModel.find({ stream: ROOM }).lean();
    expect(JSON.stringify(log)).not.toContain(photoId);
  });

  it("is cut off from whoever is banned, at once", async () => {
    const léa = await server.person("Léa Chambre");
    await léa.joinRoom(ROOM);
    const photoId = await developed(inès);
    await post(inès, [said(photoId)]);
    expect(await status(léa, `${photoId}/320`)).toBe(200);
    const sanction = { kind: "ban" as const, userId: léa.id, reason: "harassment" as const, text: "", durationMs: DAY };
    await hélène.ok("sanction:impose", { ...sanction, conversationId: null, clientId: randomUUID() });
    expect(await status(léa, `${photoId}/320`)).toBe(403);
  });

  it("is offered at its full size only where its author says so, and cleaned", async () => {
    const photoId = await develop(inès, await upload(server.url, inès, full), {
      keepShooting: true,
      keepOriginal: true,
    });
    const { id } = await post(inès, [said(photoId)]);
    const [photo] = (await shown(fatou, id)).photos ?? [];
    expect(photo?.files.map(({ file }) => file)).toContain("original");
    expect(photo?.shooting?.camera).toBeTruthy();
    const answer = await fetchPhoto(server.url, fatou, `${photoId}/original`);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="photo.jpg"');
    expect(await leaksIn(Buffer.from(await answer.arrayBuffer()))).toEqual([]);
  });
});

describe("an upload", () => {
  it("goes on where it stopped, from another device too, and takes no part twice", async () => {
    const clientId = randomUUID();
    const half = Math.floor(full.length / 2);
    const { photoId } = await inès.ok("photo:begin", { bytes: full.length, clientId });
    const send = (offset: number, bytes: Buffer) => sendPart(server.url, inès, { photoId, offset, bytes });
    expect((await send(0, full.subarray(0, half))).status).toBe(200);
    expect((await send(0, full.subarray(0, half))).status).toBe(409);
    await inès.refused("photo:inspect", { photoId }, "CONFLICT");
    expect(await inès.ok("photo:begin", { bytes: full.length, clientId })).toEqual({ photoId, received: half });
    expect((await send(half, full.subarray(half))).status).toBe(200);
    expect(await inès.ok("photo:inspect", { photoId })).toMatchObject({ credit: CREDIT });
    await inès.refused("photo:begin", { bytes: 1, clientId }, "IDEMPOTENCY_MISMATCH");
    await inès.ok("photo:discard", { photoId });
  });

  it("is refused in parts of other people, other origins, other kinds, and beyond its end", async () => {
    const { photoId } = await inès.ok("photo:begin", { bytes: 10, clientId: randomUUID() });
    const part = { photoId, offset: 0, bytes: Buffer.alloc(10) };
    expect((await sendPart(server.url, fatou, part)).status).toBe(404);
    const foreign = { origin: "https://ailleurs.exemple" };
    expect((await sendPart(server.url, inès, { ...part, headers: foreign })).status).toBe(403);
    const json = { "content-type": "application/json" };
    expect((await sendPart(server.url, inès, { ...part, headers: json })).status).toBe(400);
    expect((await sendPart(server.url, inès, { ...part, bytes: Buffer.alloc(11) })).status).toBe(413);
    expect((await sendPart(server.url, inès, { ...part, bytes: Buffer.alloc(LIMITS.photoPart + 1) })).status).toBe(413);
    expect((await sendPart(server.url, inès, { ...part, photoId: "x" })).status).toBe(404);
    await inès.refused("photo:begin", { bytes: LIMITS.photoBytes + 1, clientId: randomUUID() }, "INVALID");
    await inès.ok("photo:discard", { photoId });
  });

  it("that is no photo is gone with its refusal", async () => {
    const photoId = await upload(server.url, inès, Buffer.from("<script>alert(1)</script>".repeat(20)));
    await inès.refused("photo:inspect", { photoId }, "NOT_A_PHOTO");
    await inès.refused("photo:show", { photoId }, "NOT_FOUND");
    const cut = await upload(server.url, inès, full.subarray(0, full.length - 400));
    await inès.refused("photo:develop", { photoId: cut, keepShooting: false, keepOriginal: false }, "PHOTO_DAMAGED");
    await inès.refused("photo:show", { photoId: cut }, "NOT_FOUND");
  });

  it("is taken only so often before something is sent", async () => {
    const many = await server.person("Une qui garde");
    for (let count = 0; count < LIMITS.photosUnsent; count += 1) {
      await many.ok("photo:begin", { bytes: 10, clientId: randomUUID() });
    }
    await many.refused("photo:begin", { bytes: 10, clientId: randomUUID() }, "LIMIT_REACHED");
  });

  it("that was never sent is swept after a day, and nothing else is", async () => {
    const kept = await developed(inès);
    await post(inès, [said(kept)]);
    const left = await developed(inès);
    const early = await server.app.features.sweeper.sweep();
    expect(early.files).toBe(0);
    expect(await status(inès, `${left}/320`)).toBe(200);
    server.clock.advance(DAY + 1);
    try {
      await server.app.features.sweeper.sweep();
      expect(await PhotoModel.exists({ _id: left })).toBeNull();
      expect(await PhotoModel.exists({ _id: kept })).not.toBeNull();
    } finally {
      server.clock.advance(-(DAY + 1));
    }
    expect(await status(fatou, `${kept}/320`)).toBe(200);
  });
});

describe("an album", () => {
  it("holds only photos that are hers, developed and nowhere else", async () => {
    const photoId = await developed(inès);
    const raw = await upload(server.url, inès, full);
    const attempt = (photos: object[]) => ({ conversationId: ROOM, clientId: randomUUID(), text: "", photos }) as never;
    await fatou.refused("message:post", attempt([said(photoId)]), "NOT_FOUND");
    await inès.refused("message:post", attempt([said(photoId), said(raw)]), "NOT_FOUND");
    await inès.refused("message:post", attempt([said(photoId), said(photoId)]), "NOT_FOUND");
    await inès.refused("message:post", attempt([]), "INVALID");
    await inès.refused("message:post", attempt([said(photoId, { alt: "a".repeat(501) })]), "INVALID");
    await post(inès, [said(photoId)]);
    await inès.refused("message:post", attempt([said(photoId)]), "NOT_FOUND");
  });

  it("sent twice by one action is one message, also when both come at once", async () => {
    const photoId = await developed(inès);
    const clientId = randomUUID();
    const [one, other] = await Promise.all([1, 2].map(() => post(inès, [said(photoId)], { clientId })));
    expect(one?.id).toBe(other?.id);
    expect((await post(inès, [said(photoId)], { clientId })).dup).toBe(true);
    expect(await status(fatou, `${photoId}/320`)).toBe(200);
  });

  it("that could not be posted leaves its photos for another", async () => {
    const room = themedRoomId("photojournalisme");
    const photoId = await developed(inès);
    const refused = { conversationId: room, clientId: randomUUID(), text: "", photos: [said(photoId)] };
    await inès.refused("message:post", refused, "NOT_FOUND");
    await post(inès, [said(photoId)]);
    expect(await status(fatou, `${photoId}/320`)).toBe(200);
  });
});
