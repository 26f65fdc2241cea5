import { Binary, Int32 } from "bson";
import { type Doc, decode } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc } from "../values/types.ts";
import type { WireRequest } from "../wire/message.ts";
import { authenticationFailed, ScramConversation, type ScramSecret } from "./scram.ts";

/** What anybody may ask: it is how the driver finds out whom it talks to. */
const OPEN_COMMANDS = ["hello", "isMaster", "ismaster"];
const CONVERSATION = new Int32(1);

/**
 * Stands before one connection where others than this user could connect: until its client has shown that it knows the
 * secret, nothing but the handshake gets through.
 */
export class Gate {
  private readonly secret: ScramSecret;
  private conversation: ScramConversation | undefined;
  /** The client ends with the server's proof, without an empty message of its own. */
  private skipsLast = false;
  private open = false;

  constructor(secret: ScramSecret) {
    this.secret = secret;
  }

  /** The answer to a request of authentication; undefined lets the request pass. Throws CommandError 13 or 18. */
  answer(request: WireRequest): Doc | undefined {
    const body = decode(request.body);
    const name = Object.keys(body)[0] ?? "";
    if (name === "saslStart") return this.start(body);
    if (name === "saslContinue") return this.goOn(body);
    if (!this.open && !OPEN_COMMANDS.includes(name)) {
      throw new CommandError(13, `Command ${name} requires authentication`);
    }
    return undefined;
  }

  private start(body: Doc): Doc {
    this.open = false;
    this.conversation = undefined;
    if (body.mechanism !== "SCRAM-SHA-256") {
      throw new CommandError(334, "The only mechanism of this server is SCRAM-SHA-256");
    }
    this.skipsLast = isDoc(body.options) && body.options.skipEmptyExchange === true;
    this.conversation = new ScramConversation(this.secret, textOf(body.payload));
    return reply(this.conversation.challenge, false);
  }

  private goOn(body: Doc): Doc {
    const { conversation } = this;
    // The client's empty last message, of those who do not leave it out.
    if (this.open && conversation === undefined && textOf(body.payload) === "") return reply("", true);
    if (conversation === undefined) throw authenticationFailed();
    // A proof is good for one try.
    this.conversation = undefined;
    const proof = conversation.finish(textOf(body.payload));
    this.open = true;
    return reply(proof, this.skipsLast);
  }
}

function reply(payload: string, done: boolean): Doc {
  return { conversationId: CONVERSATION, done, payload: new Binary(Buffer.from(payload)) };
}

function textOf(payload: unknown): string {
  if (!(payload instanceof Binary)) throw authenticationFailed();
  return Buffer.from(payload.value()).toString("utf8");
}
