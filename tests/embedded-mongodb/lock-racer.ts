import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { lockFolder } from "../../server/embedded-mongodb/lock.ts";

// A process that tries for the lock of every folder it is told, keeps what it gets, and prints how it went.
process.stdout.write("ready\n");
for await (const dataDir of createInterface({ input: process.stdin })) {
  const run = join(dataDir, "run");
  mkdirSync(run, { recursive: true });
  const socket = join(run, `${process.pid}-${randomBytes(4).toString("hex")}.sock`);
  const server = createServer((connection) => connection.destroy());
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  try {
    await lockFolder(dataDir, { socket: socket, purpose: "store" });
    process.stdout.write("got\n");
  } catch (error) {
    server.close();
    process.stdout.write(`${(error as Error).message}\n`);
  }
}
