import type { Transport } from "./server.ts";

/** What the host starts a worker or child with. */
export interface StartOptions {
  dataDir: string;
  transport: Transport;
}

/** What the worker or child tells its host. The host says only "close". */
export type HostMessage =
  | { kind: "listening"; uri: string }
  | { kind: "failed"; reason: string }
  | { kind: "log"; line: string };
