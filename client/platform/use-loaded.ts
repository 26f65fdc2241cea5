import { useCallback, useEffect, useState } from "react";
import type { ErrorCode } from "../../shared/errors.ts";
import { codeOf } from "./errors.ts";

export interface Loaded<T> {
  /** Undefined until it came. */
  value: T | undefined;
  problem: ErrorCode | null;
  reload: () => void;
}

/** What a view needs once from the server. `load` must be stable: a function of a module, or one made by useCallback. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T>();
  const [problem, setProblem] = useState<ErrorCode | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt loads again.
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (found) => {
        if (!isCurrent) return;
        setValue(found);
        setProblem(null);
      },
      (error: unknown) => isCurrent && setProblem(codeOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [load, attempt]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return { value, problem, reload };
}
