// Builds if needed, then rewrites the data file of the embedded store without its free space. Stop the server first.
import { build } from "./build.mjs";

build();
process.argv.splice(2, 0, "compact");
await import("../dist/server/maintenance/main.js");
