import { useState } from "react";
import { CallRejected } from "../../platform/errors.ts";

export interface Submission {
  isPending: boolean;
  /** Why the last attempt was refused; null before one and while one runs. */
  rejection: CallRejected | null;
  submit: (send: () => Promise<void>) => Promise<void>;
  clear: () => void;
}

/** The sending of a form: once at a time, and what the server answered when it refused, field by field. Never rejects. */
export function useSubmission(): Submission {
  const [isPending, setPending] = useState(false);
  const [rejection, setRejection] = useState<CallRejected | null>(null);
  const submit = async (send: () => Promise<void>): Promise<void> => {
    if (isPending) return;
    setPending(true);
    setRejection(null);
    try {
      await send();
    } catch (error) {
      setRejection(
        error instanceof CallRejected ? error : new CallRejected({ code: "INTERNAL", message: String(error) }),
      );
    } finally {
      setPending(false);
    }
  };
  return { isPending, rejection, submit, clear: () => setRejection(null) };
}
