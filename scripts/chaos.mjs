// Long proofs of the embedded store, each with its flags: store, kill, power, fuzz, backup. `npm test` runs short forms of them.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [subject = "", ...flags] = process.argv.slice(2);
const file = `tests/chaos/${subject}.ts`;
if (!/^[a-z]+$/.test(subject) || !existsSync(`${root}${file}`)) {
  console.error("Usage: npm run chaos -- <store|kill|power|fuzz|backup> [flags]; see tests/chaos/README.md.");
  process.exit(2);
}
const { status } = spawnSync(process.execPath, ["--import", "tsx", file, ...flags], { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
