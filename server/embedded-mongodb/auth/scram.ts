import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";
import { CommandError } from "../values/errors.ts";

const ITERATIONS = 15_000;
const HASH = "sha256";

/** A name and a password that exist as long as the store serves. */
export interface Credentials {
  user: string;
  password: string;
}

/** What a server keeps of credentials: enough to recognise who knows the password, not enough to log in. */
export interface ScramSecret {
  user: string;
  salt: string;
  storedKey: Buffer;
  serverKey: Buffer;
}

/** Makes up credentials, of 256 random bits. */
export function randomCredentials(): Credentials {
  return { user: "embedded", password: randomBytes(32).toString("base64url") };
}

export function secretOf({ user, password }: Credentials): ScramSecret {
  const salt = randomBytes(28);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, HASH);
  const storedKey = createHash(HASH).update(hmac(salted, "Client Key")).digest();
  return { user, salt: salt.toString("base64"), storedKey, serverKey: hmac(salted, "Server Key") };
}

/** One conversation of SCRAM-SHA-256 (RFC 5802, RFC 7677), as the server. Every failure is the same CommandError 18. */
export class ScramConversation {
  private readonly secret: ScramSecret;
  private readonly clientFirst: string;
  private readonly nonce: string;
  private readonly knownUser: boolean;
  /** What the server answers to the first message. */
  readonly challenge: string;

  constructor(secret: ScramSecret, first: string) {
    // No channel binding, no other identity than the user's.
    const parts = /^n,,(n=([^,]+),r=([^,]+))$/.exec(first);
    if (parts === null) throw authenticationFailed();
    const [, bare = "", user = "", clientNonce = ""] = parts;
    this.secret = secret;
    this.clientFirst = bare;
    this.nonce = clientNonce + randomBytes(24).toString("base64");
    // A wrong name is told no earlier than a wrong password.
    this.knownUser = user === secret.user;
    this.challenge = `r=${this.nonce},s=${secret.salt},i=${ITERATIONS}`;
  }

  /** Takes the client's proof; gives the server's, by which the client knows it. Throws CommandError 18. */
  finish(last: string): string {
    const parts = /^(c=biws,r=([^,]+)),p=([A-Za-z0-9+/=]+)$/.exec(last);
    if (parts === null || parts[2] !== this.nonce) throw authenticationFailed();
    const signed = `${this.clientFirst},${this.challenge},${parts[1]}`;
    const signature = hmac(this.secret.storedKey, signed);
    const proof = Buffer.from(parts[3] ?? "", "base64");
    if (proof.length !== signature.length) throw authenticationFailed();
    const clientKey = Buffer.from(proof.map((byte, at) => byte ^ signature[at]!));
    const isRight = timingSafeEqual(createHash(HASH).update(clientKey).digest(), this.secret.storedKey);
    if (!isRight || !this.knownUser) throw authenticationFailed();
    return `v=${hmac(this.secret.serverKey, signed).toString("base64")}`;
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac(HASH, key).update(text).digest();
}

/** The error of every failed authentication, whatever failed. */
export function authenticationFailed(): CommandError {
  return new CommandError(18, "Authentication failed.");
}
