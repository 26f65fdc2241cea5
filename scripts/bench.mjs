// How fast something is, on this machine and at this moment: store, photos, search. Prints JSON.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [subject = "", ...flags] = process.argv.slice(2);
if (!["store", "photos", "search"].includes(subject)) {
  console.error(
    "Usage: npm run bench -- store [--small 100000] [--large 1000000] [--rounds 5] | photos [--photos 10] | search [--messages 200000]",
  );
  process.exit(2);
}
const words = ["--import", "tsx", `tests/bench/${subject}.ts`, ...flags];
process.exit(spawnSync(process.execPath, words, { cwd: root, stdio: "inherit" }).status ?? 1);
