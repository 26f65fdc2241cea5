let offset = 0;

/** Takes the server's time (milliseconds) as just told, so that ends of sanctions do not depend on this machine's clock. */
export function setServerTime(serverTime: number): void {
  offset = serverTime - Date.now();
}

/** @returns the server's time now, in milliseconds */
export function serverNow(): number {
  return Date.now() + offset;
}
