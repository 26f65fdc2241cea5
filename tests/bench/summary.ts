import type { CellResult, ClientKind, OperationName } from "./load.ts";

/** One cell of one round. */
export interface Sample extends CellResult {
  engine: "embedded" | "other";
  documents: number;
  client: ClientKind;
  operation: OperationName;
  inFlight: number;
  /** Of the machine, over the minute before the cell. */
  loadAverage: number;
  /** CPU of the server for one call; unknown for an engine that runs elsewhere. */
  serverMicroseconds: number | undefined;
}

/** A store as it was at the end of a round. */
export interface StoreSample {
  documents: number;
  startMilliseconds: number;
  rssMebibytes: number;
  fileMebibytes: number;
}

interface Spread {
  median: number;
  low: number;
  high: number;
}

/** The middle of some figures, with the lowest and the highest. */
export function spread(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, low: sorted[0]!, high: sorted.at(-1)! };
}

const round = (figure: number): string => (figure < 10 ? figure.toFixed(2) : figure.toFixed(0));

function shown(figures: readonly (number | undefined)[]): string {
  const known = figures.filter((figure) => figure !== undefined);
  if (known.length === 0) return "";
  const { median, low, high } = spread(known);
  return `${round(median)} [${round(low)}–${round(high)}]`;
}

/** Medians and ranges over the rounds: as a Markdown table and as data. */
export function summary(samples: readonly Sample[], stores: readonly StoreSample[]) {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { operation, inFlight, client, engine, documents } = sample;
    const key = [operation, inFlight, client, engine, documents].join(" | ");
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  const lines = [
    "| operation | in flight | client | engine | documents | per second | p50 ms | p99 ms | server CPU µs | client CPU µs | load |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  ];
  const figures: Record<string, Record<string, Spread>> = {};
  for (const [key, group] of groups) {
    const of = (name: "perSecond" | "p50" | "p99" | "clientMicroseconds" | "serverMicroseconds" | "loadAverage") =>
      shown(group.map((sample) => sample[name]));
    const cells = [of("perSecond"), of("p50"), of("p99"), of("serverMicroseconds"), of("clientMicroseconds")];
    lines.push(`| ${[key, ...cells, of("loadAverage")].join(" | ")} |`);
    figures[key] = {
      perSecond: spread(group.map((sample) => sample.perSecond)),
      p50: spread(group.map((sample) => sample.p50)),
      p99: spread(group.map((sample) => sample.p99)),
    };
  }
  lines.push("", "| embedded, documents | start ms | process MiB | file MiB |", "| --- | --- | --- | --- |");
  for (const documents of new Set(stores.map((store) => store.documents))) {
    const own = stores.filter((store) => store.documents === documents);
    const start = shown(own.map((store) => store.startMilliseconds));
    const memory = shown(own.map((store) => store.rssMebibytes));
    lines.push(`| ${[documents, start, memory, shown(own.map((store) => store.fileMebibytes))].join(" | ")} |`);
  }
  return { table: lines.join("\n"), figures };
}
