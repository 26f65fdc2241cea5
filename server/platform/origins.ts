/** The origins whose pages may call: the public address, or this machine at the port in use. */
export interface Origins {
  allows(origin: string | undefined): boolean;
}

/**
 * @param publicUrl an origin, or null for a server used on its own machine
 * @param port the port in use, asked each time because it is known only after listening
 */
export function createOrigins(publicUrl: string | null, port: () => number): Origins {
  const list = () =>
    publicUrl === null ? ["localhost", "127.0.0.1", "[::1]"].map((host) => `http://${host}:${port()}`) : [publicUrl];
  return { allows: (origin) => origin !== undefined && list().includes(origin) };
}
