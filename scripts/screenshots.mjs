// Fills a store of its own with the demo and takes the README's pictures in docs/screenshots.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { io } from "socket.io-client";
import { BROWSER_FLAGS, findBrowser } from "./browser.mjs";
import { build } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "docs", "screenshots");
const PASSWORD = "la lumière du matin entre";
const SIZES = [
  { name: "1440", width: 1440, height: 900 },
  { name: "1024", width: 1024, height: 768 },
  { name: "390", width: 390, height: 844 },
];
const LIGHTS = ["claire", "noire"];

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Opens the room where an album was shown last. */
async function openPortfolio(page) {
  await page.goto("/");
  await page
    .getByRole("link", { name: /^Portfolio et editing/ })
    .first()
    .click();
  await page.getByRole("figure", { name: /Album/ }).last().waitFor();
}

/** What is pictured: who looks, and how she gets there. */
const SCENES = [
  { name: "accueil", who: null, go: (page) => page.goto("/") },
  { name: "connexion", who: null, go: (page) => page.goto("/connexion") },
  {
    name: "salon",
    who: "camille",
    go: async (page, wide) => {
      await page.goto("/");
      await page
        .getByRole("link", { name: /^Portfolio et editing/ })
        .first()
        .click();
      await page.getByRole("log").waitFor();
      if (wide) await page.getByRole("button", { name: /Voir les membres/ }).click();
    },
  },
  {
    name: "planche",
    who: "camille",
    go: async (page) => {
      await openPortfolio(page);
      await page.getByRole("figure", { name: /Album/ }).last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: "photo",
    who: "camille",
    go: async (page) => {
      await openPortfolio(page);
      await page
        .getByRole("button", { name: /^Ouvrir la photo 3/ })
        .last()
        .click();
      await page.getByRole("dialog").locator("img").waitFor();
    },
  },
  {
    name: "fil",
    who: "camille",
    go: async (page) => {
      await openPortfolio(page);
      await page
        .getByRole("button", { name: /ouvrir le fil/ })
        .last()
        .click();
      await page.getByText("Pour la fin, donc.").waitFor();
    },
  },
  {
    name: "recherche",
    who: "camille",
    go: async (page) => {
      await page.goto("/recherche?q=factures");
      await page.locator("mark").first().waitFor();
    },
  },
  {
    name: "demande",
    who: "camille",
    go: async (page) => {
      await page.goto("/messages");
      await page.getByRole("heading", { name: /souhaite vous écrire/ }).waitFor();
    },
  },
  { name: "salons", who: "camille", only: "390", go: (page) => page.goto("/") },
  { name: "moderation", who: "helene", go: (page) => page.goto("/moderation") },
  { name: "reglages", who: "camille", go: (page) => page.goto("/reglages") },
  { name: "exclusion", who: "alix", go: async () => undefined },
];

/** Those who are online while the pictures are taken. */
const COMPANY = ["ines", "maud", "claire", "fatou", "yasmina", "solene", "nadia", "oceane", "julie"];

/** Connects a member without a browser, so that rooms are not empty of people. */
async function connect(url, who) {
  const answer = await fetch(`${url}/api/calls/session/create`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: `${who}@demo.example`, password: PASSWORD }),
  });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const socket = io(url, { transports: ["websocket"], extraHeaders: { origin: url, cookie } });
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}

async function signIn(page, who) {
  await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill(`${who}@demo.example`);
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page
    .getByText(who === "alix" ? /Votre accès est fermé/ : /Le café/)
    .first()
    .waitFor();
}

async function picture(browser, url, { scene, size, light }) {
  const context = await browser.newContext({
    baseURL: url,
    locale: "fr-FR",
    viewport: { width: size.width, height: size.height },
    colorScheme: light === "claire" ? "light" : "dark",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  if (scene.who) await signIn(page, scene.who);
  await scene.go(page, size.width >= 1180);
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(out, `${scene.name}-${size.name}-${light}.png`) });
  await context.close();
}

const executablePath = findBrowser();
if (!executablePath) {
  console.error("No Chromium was found. Install it, or name it in CHROMIUM_PATH.");
  process.exit(1);
}
build();
mkdirSync(out, { recursive: true });
const dataDir = mkdtempSync(join(tmpdir(), "efc-pictures-"));
const port = await freePort();
const env = {
  ...process.env,
  DATA_DIR: dataDir,
  PORT: String(port),
  RATE_SCALE: "100",
  LOG_LEVEL: "warn",
  MONGODB_URI: "",
};
const seeded = spawnSync(process.execPath, ["dist/server/demo/main.js"], { cwd: root, env, stdio: "inherit" });
if (seeded.status !== 0) process.exit(seeded.status ?? 1);
const server = spawn(process.execPath, ["dist/server/main.js"], { cwd: root, env, stdio: "ignore" });
const url = `http://127.0.0.1:${port}`;
try {
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const company = await Promise.all(COMPANY.map((who) => connect(url, who)));
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  for (const scene of SCENES) {
    for (const size of SIZES) {
      if (scene.only && scene.only !== size.name) continue;
      for (const light of LIGHTS) await picture(browser, url, { scene, size, light });
    }
    console.log(`pictured ${scene.name}`);
  }
  await browser.close();
  for (const socket of company) socket.close();
} finally {
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  rmSync(dataDir, { recursive: true, force: true });
}
