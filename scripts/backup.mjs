// Builds if needed, then writes the store that the settings name into a file: `npm run backup -- FILE`, also while the server runs.
import { build } from "./build.mjs";

build();
process.argv.splice(2, 0, "backup");
await import("../dist/server/maintenance/main.js");
