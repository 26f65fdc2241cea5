import { useEffect, useState } from "react";
import { accountCache } from "../platform/account-data.ts";

const key = "last-conversation";

/** Keeps which conversation a member was in, to open it again at her next visit; erased with the rest of what is kept. */
export function rememberConversation(conversationId: string): void {
  void accountCache().put(key, conversationId);
}

/** @returns the conversation she was in last on this device, null when there is none, undefined until it is known */
export function useLastConversation(): string | null | undefined {
  const [last, setLast] = useState<string | null>();
  useEffect(() => {
    let isCurrent = true;
    accountCache()
      .get(key)
      .catch(() => null)
      .then((found) => isCurrent && setLast(typeof found === "string" ? found : null));
    return () => {
      isCurrent = false;
    };
  }, []);
  return last;
}
