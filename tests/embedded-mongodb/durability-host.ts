import { startEmbeddedMongodb } from "../../server/embedded-mongodb/host.ts";

// An application process whose only work is the store, to be killed by the test. Prints the address, or why there is none.
const [dataDir = "", mode = "worker"] = process.argv.slice(2);
try {
  const { uri } = await startEmbeddedMongodb({ dataDir, mode: mode === "child" ? "child" : "worker" });
  process.stdout.write(`${JSON.stringify({ uri })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: (error as Error).message })}\n`);
}
