// Every habit that a machine can check, the same here and in CI: format and lint, types, walls, sizes, dead code, links of the docs.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

function run(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
  return status === 0 ? [] : [`${stdout}${stderr}`.trim() || `exit code ${status}`];
}

function files(folder, pattern) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length));
}

/** DESIGN budget: median file at most 80 lines, 95 % at most 250, none above 400. */
function sizes() {
  const counted = ["server", "client", "shared"]
    .flatMap((folder) => files(folder, /\.(ts|tsx|css)$/))
    .filter((path) => path !== "client/styles/tokens.css")
    .map((path) => ({ path, lines: readFileSync(join(root, path), "utf8").split("\n").length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  const at = (share) => counted[Math.min(counted.length - 1, Math.floor(counted.length * share))];
  const problems = counted
    .filter(({ lines }) => lines > 400)
    .map(({ path, lines }) => `${path} has ${lines} lines (at most 400)`);
  if (at(0.5).lines > 80) problems.push(`the median file has ${at(0.5).lines} lines (at most 80)`);
  if (at(0.95).lines > 250)
    problems.push(`95 % of the files should have at most 250 lines, but ${at(0.95).path} has ${at(0.95).lines}`);
  return problems;
}

/** Only platform, the definitions of streams and the files named for it address sockets. */
function factSenders() {
  return files("server/features", /\.ts$/)
    .filter((path) => !/(\.facts|-stream)\.ts$/.test(path))
    .filter((path) => /\blive\s*\.\s*(to[A-Z]|cut[A-Z])/.test(readFileSync(join(root, path), "utf8")))
    .map((path) => `${path} sends facts itself (only *.facts.ts, *-stream.ts and platform do)`);
}

/** Relative links and pictures of every Markdown file must lead somewhere. */
function links() {
  const pages = [
    ...files("docs", /\.md$/),
    ...files("server", /\.md$/),
    ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ];
  return pages.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target.split("#")[0])
      .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(resolve(root, dirname(page), target)))
      .map((target) => `${page} links to ${target}, which is not there`),
  );
}

const steps = [
  ["format and lint", () => run("node_modules/@biomejs/biome/bin/biome", "check", ".")],
  ["types (server, shared, tests)", () => run("node_modules/typescript/bin/tsc", "-p", "tsconfig.json")],
  ["types (client)", () => run("node_modules/typescript/bin/tsc", "-p", "tsconfig.client.json")],
  [
    "walls",
    () =>
      run(
        "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
        "--config",
        ".dependency-cruiser.cjs",
        "server",
        "client",
        "shared",
      ),
  ],
  ["senders of facts", factSenders],
  ["dead code", () => run("node_modules/knip/bin/knip.js", "--no-progress")],
  ["sizes", sizes],
  ["links of the docs", links],
];

let failed = false;
for (const [name, step] of steps) {
  const started = Date.now();
  const problems = step();
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  for (const problem of problems) console.log(problem);
  failed ||= problems.length > 0;
}
process.exit(failed ? 1 : 0);
