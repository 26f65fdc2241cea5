// Where a Chromium is, for tests and screenshots. Nothing is ever downloaded.
import { existsSync } from "node:fs";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** @returns the path of a Chromium, or null */
export function findBrowser() {
  return [process.env.CHROMIUM_PATH, ...USUAL].find((path) => path && existsSync(path)) ?? null;
}

/** Flags under which Chromium stays silent on the network and runs without a display. */
export const BROWSER_FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
