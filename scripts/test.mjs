// Builds, then runs every test project. Browser tests need a Chromium: without one they are left out, and that is said.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findBrowser } from "./browser.mjs";
import { build } from "./build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
build();

const given = process.argv.slice(2);
const browser = findBrowser();
const left = [];
if (!browser) left.push("--project=!e2e");
const vitest = ["node_modules/vitest/vitest.mjs", "run", ...given, ...left];
const { status } = spawnSync(process.execPath, vitest, {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, BROWSER_PATH: browser ?? "" },
});
if (!browser)
  console.log("\nBrowser tests were skipped: no Chromium was found. Install it, or name it in CHROMIUM_PATH.");
process.exit(status ?? 1);
