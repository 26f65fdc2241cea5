import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { themedRoomId } from "../features/conversations/themed-rooms.ts";
import type { Features } from "../features.ts";
import { derivedClientId } from "../platform/streams.ts";

/** Made for this project: no photograph of the demo is anybody's else. */
const ALBUMS = [
  {
    key: "bord de mer",
    room: "portfolio",
    author: "ines",
    hoursAgo: 5,
    text: "Six vues de la série. L’ordre tient-il ? J’hésite à finir par l’escalier.",
    photos: [
      { file: "01-mer.jpg", alt: "Une mer calme sous un ciel clair, en noir et blanc", caption: "Ouverture" },
      { file: "02-brume.jpg", alt: "Des collines boisées qui s’éloignent dans la brume", caption: "" },
      { file: "03-chaise.jpg", alt: "Une chaise de bois dans un carré de soleil", caption: "L’absente" },
      { file: "06-dunes.jpg", alt: "Des dunes sous un ciel vide", caption: "" },
      { file: "05-fougere.jpg", alt: "Le cyanotype d’une fougère", caption: "Cyanotype, tirage unique" },
      { file: "07-escalier.jpg", alt: "L’ombre d’une rampe sur un escalier", caption: "" },
    ],
    answers: [
      { by: "claire", text: "La chaise en troisième, oui. Le cyanotype change de monde, je le garderais pour la fin." },
      { by: "ines", text: "Pour la fin, donc. Merci, je le vois maintenant." },
    ],
  },
] as const;

interface Options {
  features: Features;
  idOf: (key: string) => string;
  now: number;
  /** The folder of the photographs. */
  folder: string;
}

/** @returns albums and what is said of them, as events of the demo; running one again changes nothing */
export function albumEvents({ features, idOf, now, folder }: Options): { at: number; run(): Promise<unknown> }[] {
  const develop = async (ownerId: string, file: string, key: string): Promise<string> => {
    const path = join(folder, file);
    const { size: bytes } = await stat(path);
    const upload = { ownerId, bytes, clientId: derivedClientId("demo", "photo", key, file) };
    const { photoId, received } = await features.photos.begin(upload);
    if (received < bytes) {
      const rest = { ownerId, photoId, offset: received, length: bytes - received };
      await features.photos.receive(rest, createReadStream(path, { start: received }));
    }
    await features.photos.develop(ownerId, photoId, { keepShooting: true, keepOriginal: false });
    return photoId;
  };

  return ALBUMS.map(({ key, room, author, hoursAgo, text, photos, answers }) => ({
    at: now - hoursAgo * 3_600_000,
    run: async () => {
      const conversationId = themedRoomId(room);
      const clientId = (...what: string[]) => derivedClientId("demo", "album", key, ...what);
      for (const member of new Set([author, ...answers.map(({ by }) => by)])) {
        await features.rooms.join({ actorId: idOf(member), conversationId, clientId: clientId("join", member) });
      }
      const said: { photoId: string; alt: string; caption: string }[] = [];
      for (const { file, ...words } of photos) said.push({ photoId: await develop(idOf(author), file, key), ...words });
      const posting = { role: "member" as const, conversationId };
      const posted = await features.messages.post({
        ...posting,
        ...{ actorId: idOf(author), clientId: clientId("post"), text, photos: said },
      });
      for (const [index, { by, text: words }] of answers.entries()) {
        await features.messages.post({
          ...posting,
          ...{ actorId: idOf(by), clientId: clientId("answer", String(index)), text: words, threadId: posted.id },
        });
      }
    },
  }));
}
