import type { Page } from "playwright-core";
import type { Visitor } from "./browser.ts";

/** What a browser holds of somebody, and what that still opens. */

/** @returns the cookies of a visitor, as the header of a request */
export async function cookiesOf({ context }: Visitor): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** @returns the HTTP status that meets whoever shows these cookies and asks for her account */
export async function statusWith(url: string, cookie: string): Promise<number> {
  const headers = { cookie, origin: url, "content-type": "application/json" };
  return (await fetch(`${url}/api/calls/account/show`, { method: "POST", headers, body: "{}" })).status;
}

/** @returns the keys of local storage, in order, and how many databases there are */
export async function kept(page: Page): Promise<{ keys: string[]; databases: number }> {
  return page.evaluate(async () => ({
    keys: Object.keys(localStorage).sort(),
    databases: (await indexedDB.databases()).length,
  }));
}
