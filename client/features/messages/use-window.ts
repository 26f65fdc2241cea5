import { useLayoutEffect, useRef } from "react";
import type { Message } from "../../../shared/messages.ts";
import { windowChange } from "./timeline-items.ts";

export interface Window {
  /** Raised when the rows are another part of the history: the list then starts anew. */
  generation: number;
  /** True for the one render in which older rows come in at the start. */
  isPrepended: boolean;
}

/** Follows which part of the history is shown, from render to render. */
export function useWindow(rows: readonly Message[]): Window {
  const before = useRef<{ rows: readonly Message[]; generation: number }>({ rows: [], generation: 0 });
  const change = windowChange(before.current.rows, rows);
  const generation = before.current.generation + (change === "replaced" ? 1 : 0);
  useLayoutEffect(() => {
    before.current = { rows, generation };
  });
  return { generation, isPrepended: change === "prepended" };
}
