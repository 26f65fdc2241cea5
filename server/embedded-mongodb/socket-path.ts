import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** What the operating systems allow for the path of a socket, in bytes, with the closing zero. */
const MAX_PATH_BYTES = 104;

/**
 * A path for a new unix socket, in a folder that only this user can enter: beside the data, or in the system's folder
 * for temporary files where that path would be too long. It ends in `.sock`, which is how the driver knows a socket.
 * Throws on Windows, whose sockets the driver cannot use.
 */
export function listeningSocket(dataDir: string): { file: string; remove: () => void } {
  if (process.platform === "win32") {
    throw new Error(
      "The embedded store does not run on Windows yet: set MONGODB_URI to the address of a MongoDB server instead.",
    );
  }
  const name = `${process.pid.toString(36)}-${randomBytes(4).toString("hex")}.sock`;
  const beside = join(resolve(dataDir), "run", name);
  if (Buffer.byteLength(beside) < MAX_PATH_BYTES) {
    mkdirSync(dirname(beside), { recursive: true, mode: 0o700 });
    return { file: beside, remove: () => rmSync(beside, { force: true }) };
  }
  const folder = mkdtempSync(join(tmpdir(), "emb-"));
  const file = join(folder, name);
  if (Buffer.byteLength(file) >= MAX_PATH_BYTES) throw new Error(`The path of the socket is too long: ${file}`);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
