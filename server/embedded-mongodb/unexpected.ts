/**
 * What is told of an error that nobody foresaw: its kind and where it was thrown. Its message only if it comes from LMDB
 * or from the system, whose texts are fixed: any other may quote what somebody wrote.
 */
export function describeUnexpected(error: unknown): { kind: string; trace: string } {
  if (!(error instanceof Error)) return { kind: typeof error, trace: "" };
  const { code } = error as { code?: unknown };
  const isFixed = typeof code === "number" || (typeof code === "string" && /^E[A-Z]+$/.test(code));
  const kind = isFixed ? `${error.name} ${String(code)}` : error.name;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { kind, trace: [isFixed ? `${kind}: ${error.message}` : kind, ...frames].join("\n") };
}
