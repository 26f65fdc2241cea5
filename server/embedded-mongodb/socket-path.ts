import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** What the operating systems allow for the path of a socket, in bytes, with the closing zero. */
export const MAX_PATH_BYTES = 104;

export interface SocketPath {
  file: string;
  remove: () => void;
}

/**
 * Makes paths for a new unix socket, the best first, each in a folder that only this user can enter: beside the data,
 * unless that path would be too long, and in the system's folder for temporary files. They end in `.sock`, which is how
 * the driver knows a socket. On Windows it is a pipe, which only tells that its owner lives: the driver cannot use it.
 */
export function socketPaths(dataDir: string): (() => SocketPath)[] {
  if (process.platform === "win32") {
    const pipe = `\\\\.\\pipe\\embedded-mongodb-${randomBytes(16).toString("hex")}`;
    return [() => ({ file: pipe, remove: () => {} })];
  }
  const name = `${process.pid.toString(36)}-${randomBytes(4).toString("hex")}.sock`;
  const beside = join(resolve(dataDir), "run", name);
  const temporary = (): SocketPath => {
    const folder = mkdtempSync(join(tmpdir(), "emb-"));
    return { file: join(folder, name), remove: () => rmSync(folder, { recursive: true, force: true }) };
  };
  return Buffer.byteLength(beside) < MAX_PATH_BYTES ? [() => besideData(beside), temporary] : [temporary];
}

function besideData(file: string): SocketPath {
  mkdirSync(dirname(file), { recursive: true });
  chmodSync(dirname(file), 0o700);
  return { file, remove: () => rmSync(file, { force: true }) };
}
