import { createContext } from "react";
import type { Mention } from "../../../shared/messages.ts";

/** Whom the text around names. */
export interface Named {
  mentions?: readonly Mention[] | undefined;
  mentionsAll?: boolean | undefined;
  onMember?: ((userId: string) => void) | undefined;
}

/** Null where nobody is named: words are then words. */
export const NamedContext = createContext<Named | null>(null);
