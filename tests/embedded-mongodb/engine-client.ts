import type { Engine } from "../../server/embedded-mongodb/engine.ts";
import { type Doc, decode, encode } from "../../server/embedded-mongodb/values/decode.ts";
import type { WireRequest } from "../../server/embedded-mongodb/wire/message.ts";

/** Hands a command to an engine, without a socket; resolves to the reply, whose numbers are BSON values. */
export function runCommand(engine: Engine, command: Doc, onReply: () => void = () => {}): Promise<Doc> {
  const body = encode({ ...command, $db: "d" });
  const request: WireRequest = { requestId: 1, kind: "message", body, sequences: [], wantsReply: true };
  return new Promise((resolve) => {
    engine.execute(request, { id: 1 }, (reply) => {
      onReply();
      resolve(decode(reply));
    });
  });
}
