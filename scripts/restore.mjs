// Builds if needed, then puts a backup into the store that the settings name: `npm run restore -- FILE [--replace]`. Stop the server first.
import { build } from "./build.mjs";

build();
process.argv.splice(2, 0, "restore");
await import("../dist/server/maintenance/main.js");
