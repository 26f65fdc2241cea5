// Counts the script that a browser fetches before a visitor sees the front page, and before a member who is signed in
// sees her room: gzipped bytes of every .js file. Ends with an error when one of the two is over the budget.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { BROWSER_FLAGS, findBrowser } from "./browser.mjs";
import { build } from "./build.mjs";

const BUDGET = 200_000;
const PASSWORD = "la lumière du matin entre";
const root = fileURLToPath(new URL("..", import.meta.url));

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function ready(url) {
  for (let tries = 0; tries < 200; tries += 1) {
    const answers = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the server did not start");
}

/** Runs in the page: notes when an element that `selector` names is there for the first time. */
function noteShown(selector) {
  const observer = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    observer.disconnect();
    globalThis.shownAt = performance.now();
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Runs in the page. @returns the paths of what was asked for before that */
function askedBefore() {
  const before = performance.getEntriesByType("resource").filter(({ startTime }) => startTime <= globalThis.shownAt);
  return before.map(({ name }) => new URL(name).pathname);
}

/** Opens an address in a browser that has nothing in its cache. @returns each script asked for before `selector` was shown */
async function firstLoad(browser, { url, path, cookies = [], selector }) {
  const context = await browser.newContext({ baseURL: url, locale: "fr-FR", viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookies);
  await context.addInitScript(noteShown, selector);
  const page = await context.newPage();
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.shownAt !== undefined);
  const asked = new Set(await page.evaluate(askedBefore));
  await context.close();
  return [...asked]
    .filter((name) => name.endsWith(".js"))
    .map((name) => ({ name, bytes: gzipSync(readFileSync(join(root, "dist/client", name))).length }));
}

/** Signs a member of the demo in and opens a room. @returns her cookies and the room's path */
async function signedIn(browser, url) {
  const context = await browser.newContext({ baseURL: url, locale: "fr-FR", viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill("camille@demo.example");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page
    .getByRole("link", { name: /^Portfolio et editing/ })
    .first()
    .click();
  await page.getByRole("log").getByRole("article").first().waitFor();
  const path = new URL(page.url()).pathname;
  const cookies = await context.cookies();
  await context.close();
  return { path, cookies };
}

function report(who, scripts) {
  const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${who}: ${total} bytes gzipped in ${scripts.length} files, of at most ${BUDGET}`);
  if (process.argv.includes("--files")) {
    for (const { name, bytes } of scripts.sort((a, b) => b.bytes - a.bytes)) console.log(`  ${bytes}  ${name}`);
  }
  return total <= BUDGET;
}

const executablePath = findBrowser();
if (!executablePath) {
  console.error("No Chromium was found. Install it, or name it in CHROMIUM_PATH.");
  process.exit(1);
}
build();
const dataDir = mkdtempSync(join(tmpdir(), "efc-first-load-"));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: "warn", MONGODB_URI: "" };
const seeded = spawnSync(process.execPath, ["dist/server/demo/main.js"], { cwd: root, env, stdio: "ignore" });
if (seeded.status !== 0) process.exit(seeded.status ?? 1);
const server = spawn(process.execPath, ["dist/server/main.js"], { cwd: root, env, stdio: "ignore" });
let within = false;
try {
  await ready(url);
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  const visitor = await firstLoad(browser, {
    url,
    path: "/",
    selector: 'main a[href="/inscription"]',
  });
  const { path, cookies } = await signedIn(browser, url);
  const member = await firstLoad(browser, {
    url,
    path,
    cookies,
    selector: '[role="log"] [role="article"], [role="log"] article',
  });
  await browser.close();
  const results = [report("visitor", visitor), report("member", member)];
  within = !results.includes(false);
} finally {
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  rmSync(dataDir, { recursive: true, force: true });
}
process.exitCode = within ? 0 : 1;
