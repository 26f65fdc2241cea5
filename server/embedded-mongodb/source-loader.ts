import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** Whether this is the compiled program, not its sources (tests, development). */
export const isCompiled = !import.meta.url.endsWith(".ts");

/** The address of a file of tsx, which runs the sources where nothing is compiled. */
export function tsxFile(name: string): string {
  return pathToFileURL(createRequire(import.meta.url).resolve(name)).href;
}

/** What node needs before the name of one of our files, to run it in a process of its own. */
export function sourceLoader(): string[] {
  return isCompiled ? [] : ["--import", tsxFile("tsx")];
}
