import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { BROWSER_FLAGS } from "../../scripts/browser.mjs";

/** Somebody at her own browser, with her own cookies and storage. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Whatever the console, the page or the network had to complain about. */
  complaints: string[];
}

/** @throws Error when no Chromium was named: the runner leaves browser tests out in that case */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.BROWSER_PATH;
  if (!executablePath) throw new Error("BROWSER_PATH names no Chromium");
  return chromium.launch({ executablePath, args: BROWSER_FLAGS });
}

interface VisitorOptions {
  browser: Browser;
  url: string;
  width?: number;
  height?: number;
}

/** Opens a context of its own; anything that the page reports as an error, or asks of another host, is kept. */
export async function openVisitor({ browser, url, width = 1280, height = 860 }: VisitorOptions): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    locale: "fr-FR",
    reducedMotion: "reduce",
    viewport: { width, height },
  });
  const complaints: string[] = [];
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== url) complaints.push(`asked another host: ${origin}`);
  });
  const page = await context.newPage();
  watch(page, complaints);
  context.on("page", (opened) => watch(opened, complaints));
  return { context, page, complaints };
}

const EXPECTED = [
  // Refused calls are answers; the browser reports their status as an error of the network.
  /Failed to load resource: the server responded with a status of (401|403|404)/,
  /Failed to load resource: net::ERR_INTERNET_DISCONNECTED/,
  /WebSocket connection to .* failed/,
];

function watch(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`error in the page: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (line) => {
    if (line.type() === "error" && !EXPECTED.some((expected) => expected.test(line.text())))
      complaints.push(line.text());
  });
}

/** Nothing went wrong that nobody announced: no error, no dialog, no request to another host, no breach of the CSP. */
export function expectNoComplaints(...visitors: Visitor[]): void {
  for (const { complaints } of visitors) expect(complaints).toEqual([]);
}
