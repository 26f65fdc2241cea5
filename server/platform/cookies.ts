import { parse, serialize } from "cookie";
import type { SessionCookies } from "./calls.ts";

/** Over https the names are bound to the host by their prefix; over http (one's own machine) the prefix is not allowed. */
export interface CookieJar {
  read(header: string | undefined): { access: string | null; refresh: string | null };
  /** @returns Set-Cookie header values */
  write(cookies: SessionCookies): string[];
}

export function createCookieJar(secure: boolean): CookieJar {
  const prefix = secure ? "__Host-" : "";
  const names = { access: `${prefix}access`, refresh: `${prefix}refresh` };
  const attributes = { httpOnly: true, secure, sameSite: "strict", path: "/" } as const;
  return {
    read: (header) => {
      const found = parse(header ?? "");
      return { access: found[names.access] ?? null, refresh: found[names.refresh] ?? null };
    },
    write: (cookies) =>
      (["access", "refresh"] as const).map((kind) => {
        const given = cookies[kind];
        return given === null
          ? serialize(names[kind], "", { ...attributes, maxAge: 0 })
          : serialize(names[kind], given.token, { ...attributes, maxAge: Math.floor(given.maxAgeMs / 1_000) });
      }),
  };
}
