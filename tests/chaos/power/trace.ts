/** What reached the data file, in order, and what was told meanwhile. */
export type PowerEvent =
  | { kind: "write"; offset: number; bytes: Buffer; durable: boolean }
  | { kind: "sync" }
  | { kind: "ack"; id: string };

const CALLS = "openat,lseek,pwrite64,pwritev,write,writev,fdatasync,fsync,msync,ftruncate";
/** For `strace`: every byte in hexadecimal, every descriptor with its path. */
export const STRACE_WORDS = ["-f", "-y", "-xx", "-s", "16000000", "-e", `trace=${CALLS}`];

/** Reads a trace of strace. Throws on a call on the data file it has no meaning for: nothing may be left out in silence. */
export function eventsOf(trace: string): PowerEvent[] {
  const events: PowerEvent[] = [];
  const durableDescriptors = new Set<string>();
  const positions = new Map<string, number>();
  for (const line of wholeCalls(trace)) {
    const opened = /^openat\(.*\/data\.mdb".*O_(?:RDWR|WRONLY).*= (\d+)</.exec(readable(line));
    if (opened !== null) {
      if (line.includes("O_DSYNC")) durableDescriptors.add(opened[1]!);
      else durableDescriptors.delete(opened[1]!);
      positions.set(opened[1]!, 0);
    }
    const call = /^(\w+)\((\d+)<([^>]*)>(.*) = (-?\d+)/.exec(line);
    if (call === null) continue;
    const [, name = "", fd = "", hexPath = "", rest = "", result = ""] = call;
    const path = readable(hexPath);
    if (path.endsWith("/acks")) {
      for (const id of bytesIn(rest).toString().trim().split("\n")) events.push({ kind: "ack", id });
      continue;
    }
    if (!path.endsWith("/data.mdb")) continue;
    const durable = durableDescriptors.has(fd);
    if (name === "fdatasync" || name === "fsync") events.push({ kind: "sync" });
    else if (name === "lseek") positions.set(fd, Number(result));
    else if (name === "pwrite64" || name === "pwritev") {
      events.push({ kind: "write", offset: Number(/, (\d+)\)$/.exec(rest)?.[1]), bytes: bytesIn(rest), durable });
    } else if (name === "write" || name === "writev") {
      const offset = positions.get(fd) ?? 0;
      const bytes = bytesIn(rest);
      positions.set(fd, offset + bytes.length);
      events.push({ kind: "write", offset, bytes, durable });
    } else if (name !== "ftruncate" && name !== "openat") throw new Error(`the trace has a ${name} of the data file`);
  }
  return events;
}

/** Without process numbers, and with what another thread interrupted put together again, where it ended. */
function* wholeCalls(trace: string): Generator<string> {
  const begun = new Map<string, string>();
  for (const line of trace.split("\n")) {
    const [, pid = "", text = ""] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    if (text.endsWith("<unfinished ...>")) begun.set(pid, text.slice(0, -"<unfinished ...>".length));
    else yield resumed === null ? text : `${begun.get(pid) ?? ""}${resumed[1]}`;
  }
}

function readable(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The bytes of every quoted text of a call. */
function bytesIn(rest: string): Buffer {
  const quoted = [...rest.matchAll(/"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?/g)];
  if (quoted.some(([, , cut]) => cut !== undefined)) throw new Error("the trace cut some bytes off");
  return Buffer.from(quoted.map(([, hex = ""]) => hex.replaceAll("\\x", "")).join(""), "hex");
}
