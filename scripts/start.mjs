// Builds if needed, then runs the server in this process, so that signals and the exit code are its own.
import { build } from "./build.mjs";

build();
await import("../dist/server/main.js");
