import { useCallback, useState } from "react";
import type { ErrorCode } from "../../shared/errors.ts";
import { codeOf } from "./errors.ts";

export interface Action<Arguments extends unknown[]> {
  /** Runs the gesture once at a time; gives whether it was carried out. */
  run: (...given: Arguments) => Promise<boolean>;
  isPending: boolean;
  /** Why the last attempt was refused; null before one, and while one runs. */
  problem: ErrorCode | null;
  clear: () => void;
}

/** A gesture that asks the server for something: whether it runs, and what went wrong. Never rejects. */
export function useAction<Arguments extends unknown[]>(
  gesture: (...given: Arguments) => Promise<unknown>,
): Action<Arguments> {
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<ErrorCode | null>(null);
  const run = async (...given: Arguments): Promise<boolean> => {
    if (isPending) return false;
    setPending(true);
    setProblem(null);
    try {
      await gesture(...given);
      return true;
    } catch (error) {
      setProblem(codeOf(error));
      return false;
    } finally {
      setPending(false);
    }
  };
  const clear = useCallback(() => setProblem(null), []);
  return { run, isPending, problem, clear };
}
