import { randomUUID } from "node:crypto";
import type { Person } from "./person.ts";

const cookieOf = ({ cookies }: Person) => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

interface Part {
  photoId: string;
  offset: number;
  bytes: Buffer;
  headers?: Record<string, string>;
}

/** Sends one part of a file as a page of the server's own would. */
export function sendPart(url: string, person: Person, { photoId, offset, bytes, headers }: Part): Promise<Response> {
  return fetch(`${url}/api/photos/${photoId}?offset=${offset}`, {
    method: "PUT",
    headers: { "content-type": "application/octet-stream", origin: url, cookie: cookieOf(person), ...headers },
    body: new Uint8Array(bytes),
  });
}

/** Uploads a file whole. @returns the upload's id */
export async function upload(url: string, person: Person, bytes: Buffer): Promise<string> {
  const { photoId } = await person.ok("photo:begin", { bytes: bytes.length, clientId: randomUUID() });
  const answer = await sendPart(url, person, { photoId, offset: 0, bytes });
  if (!answer.ok) throw new Error(`the part was refused: ${await answer.text()}`);
  return photoId;
}

/** Asks for a file of a photo. */
export function fetchPhoto(url: string, person: Person | null, path: string, headers = {}): Promise<Response> {
  return fetch(`${url}/api/photos/${path}`, { headers: { ...(person && { cookie: cookieOf(person) }), ...headers } });
}
