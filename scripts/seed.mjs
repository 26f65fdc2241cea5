// Builds if needed, then fills the store that the settings name with a lively demo community. Stop the server first.
import { build } from "./build.mjs";

build();
await import("../dist/server/demo/main.js");
