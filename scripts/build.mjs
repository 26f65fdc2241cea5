// Builds the server (tsc) and the client (vite) into dist/ when they are missing or older than their sources.
// `--force` builds in any case.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const parts = [
  {
    name: "server",
    stamp: "dist/.server-built",
    sources: ["server", "shared", "tsconfig.base.json", "tsconfig.build.json", "package-lock.json"],
    clean: ["dist/server", "dist/shared"],
    command: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"],
  },
  {
    name: "client",
    stamp: "dist/.client-built",
    sources: ["client", "shared", "vite.config.ts", "package-lock.json"],
    clean: ["dist/client"],
    command: ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"],
  },
];

/** @returns the time of the newest file at or under a path, in milliseconds */
function newest(path) {
  if (!existsSync(path)) return 0;
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

export function build({ force = false } = {}) {
  for (const { name, stamp, sources, clean, command } of parts) {
    const built = newest(join(root, stamp));
    if (!force && built > 0 && sources.every((source) => newest(join(root, source)) <= built)) continue;
    const started = Date.now();
    if (!existsSync(join(root, command[0]))) {
      console.error("The build needs the development packages: run `npm ci` first.");
      process.exit(1);
    }
    for (const folder of clean) rmSync(join(root, folder), { recursive: true, force: true });
    console.log(`Building the ${name} …`);
    const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
    writeFileSync(join(root, stamp), "");
    console.log(`Built the ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build({ force: process.argv.includes("--force") });
