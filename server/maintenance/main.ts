import { ConfigError, readConfig } from "../config.ts";
import { checkStore } from "../embedded-mongodb/maintenance/check.ts";
import { openSnapshot } from "../embedded-mongodb/maintenance/snapshot.ts";
import { compactStore } from "../embedded-mongodb/maintenance/swap.ts";
import { DATABASE } from "../open-store.ts";
import { backUpEmbedded, restoreEmbedded } from "./embedded.ts";
import { backUpMongodb, restoreMongodb } from "./mongodb.ts";

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** What is wrong with the command itself. */
class UsageError extends Error {}

/** The tools that operators run: `main.js backup FILE`, `restore FILE [--replace]`, `check`, `compact`. */
async function run([tool, ...given]: string[]): Promise<void> {
  // What the server is told for its members is of no use here, and no secret is to be made for it.
  const env = { ...process.env, NODE_ENV: "test", SESSION_SECRET: "-".repeat(32) };
  const { mongodbUri, dataDir } = readConfig(env);
  const replace = given.includes("--replace");
  const [file, ...more] = given.filter((word) => word !== "--replace");
  if (more.length > 0) throw new UsageError(`What is meant by ${more.join(" ")}?`);
  switch (tool) {
    case "backup": {
      if (file === undefined) throw new UsageError("Name the file to write: npm run backup -- FILE");
      const documents =
        mongodbUri === null
          ? await backUpEmbedded(dataDir, DATABASE, file)
          : await backUpMongodb(mongodbUri, DATABASE, file);
      say(`${documents} documents are in ${file}.`);
      return;
    }
    case "restore": {
      if (file === undefined) throw new UsageError("Name the backup to read: npm run restore -- FILE [--replace]");
      const options = { database: DATABASE, replace };
      const documents =
        mongodbUri === null
          ? await restoreEmbedded(dataDir, options, file)
          : await restoreMongodb(mongodbUri, options, file);
      say(`${documents} documents were restored from ${file}.`);
      return;
    }
    case "check":
      if (mongodbUri !== null) throw new UsageError("This checks the embedded store, but the settings name a MongoDB.");
      await check(dataDir);
      return;
    case "compact": {
      if (mongodbUri !== null) throw new UsageError("This is for the embedded store, but the settings name a MongoDB.");
      const { before, after } = await compactStore(dataDir);
      say(`The data file had ${before} bytes and has ${after}.`);
      return;
    }
    default:
      throw new UsageError(`There is no tool '${tool}'.`);
  }
}

async function check(dataDir: string): Promise<void> {
  const snapshot = await openSnapshot(dataDir);
  try {
    const { collections, documents, indexEntries, problems } = checkStore(snapshot.kv);
    for (const problem of problems) say(`damage: ${problem}`);
    say(`${collections} collections, ${documents} documents, ${indexEntries} index entries: ${verdict(problems)}`);
    if (problems.length > 0) process.exitCode = 1;
  } finally {
    await snapshot.close();
  }
}

function verdict(problems: readonly string[]): string {
  return problems.length === 0 ? "all agree." : `${problems.length} problems. Restore a backup.`;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const { message, stack } = error as Error;
  const plain = error instanceof ConfigError || error instanceof UsageError || !(error instanceof TypeError);
  process.stderr.write(`${plain ? message : stack}\n`);
  process.exitCode = 1;
});
