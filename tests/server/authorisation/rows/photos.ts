import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import sharp from "sharp";
import { newId } from "../../../../shared/ids.ts";
import type { Outcome } from "../expected.ts";
import type { Given, Row } from "../row.ts";

const file = sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
  .jpeg()
  .toBuffer();

/** One developed photo of each person, made when first asked for. */
const made = new Map<string, Promise<string>>();

async function make({ world }: Given, ownerId: string): Promise<string> {
  const { photos } = world.server.app.features;
  const bytes = await file;
  const { photoId } = await photos.begin({ ownerId, bytes: bytes.length, clientId: randomUUID() });
  await photos.receive({ ownerId, photoId, offset: 0, length: bytes.length }, Readable.from([bytes]));
  await photos.inspect(ownerId, photoId);
  await photos.develop(ownerId, photoId, { keepShooting: false, keepOriginal: false });
  return photoId;
}

function photoOf(given: Given, ownerId: string): Promise<string> {
  const photo = made.get(ownerId) ?? make(given, ownerId);
  made.set(ownerId, photo);
  return photo;
}

const variants = ["mine", "hers", "unknown"];
/** Her own, somebody else's, or none. */
const named = async (given: Given) => {
  const { caller, cell, world } = given;
  const owners: Record<string, string | undefined> = { mine: caller.id ?? undefined, hers: world.bystander.id };
  const owner = owners[cell.variant ?? ""];
  return { photoId: owner === undefined ? newId() : await photoOf(given, owner) };
};
const rule = ({ variant }: Given["cell"]): Outcome => (variant === "mine" ? "ok" : "NOT_FOUND");

export const photoRows = {
  "photo:begin": { input: () => ({ bytes: 1_000, clientId: randomUUID() }) },
  "photo:show": { variants, input: named, rule },
  "photo:inspect": { variants, input: named, rule },
  "photo:develop": {
    variants,
    input: async (given) => ({ ...(await named(given)), keepShooting: true, keepOriginal: true }),
    rule,
  },
  // What is not hers stays, and nothing tells whether it is there: the tests of photos look.
  "photo:discard": { input: () => ({ photoId: newId() }) },
} satisfies Record<string, Row>;
