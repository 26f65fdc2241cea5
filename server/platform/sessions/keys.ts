import { hkdfSync } from "node:crypto";

/**
 * @param secret the session secret
 * @param purpose what the key is for; another purpose gives an unrelated key
 * @returns 256 bits
 */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "elles-font-la-culture", purpose, 32));
}
