// Builds if needed, then checks the embedded store, also while the server runs: `npm run store:check`.
import { build } from "./build.mjs";

build();
process.argv.splice(2, 0, "check");
await import("../dist/server/maintenance/main.js");
