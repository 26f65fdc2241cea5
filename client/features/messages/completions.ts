import { AtSign, type LucideIcon } from "lucide-react";
import { useMemo } from "react";
import { useWords } from "../../platform/i18n.ts";
import { useMyId } from "../accounts/accounts.store.ts";
import { useConversationMembers } from "../conversations/conversations.store.ts";
import { useBlocked } from "../members/members.store.ts";
import { commands, type Writing } from "./commands.ts";
import { matching, type Token } from "./completion.ts";
import { composerWords } from "./composer.catalogue.ts";

/** One thing that the token may become. */
export interface Entry {
  id: string;
  label: string;
  help?: string;
  /** Without one: a person, who has a portrait. */
  icon?: LucideIcon;
  sign?: string;
  /** What stands in the token's place then. */
  by: string;
  run?: () => void;
}

const shownAtMost = 8;

export interface CompletionSource {
  token: Token;
  conversationId: string;
  /** I may call everybody here. */
  canCallAll: boolean;
  writing: Writing;
}

/** @returns what the token at the caret may become, the likeliest first */
export function useCompletions({ token, conversationId, canCallAll, writing }: CompletionSource): Entry[] {
  const say = useWords(composerWords);
  const me = useMyId();
  const blocked = useBlocked();
  const members = useConversationMembers(conversationId);
  const people = useMemo(() => members.filter(({ id }) => id !== me && !blocked.has(id)), [members, me, blocked]);
  switch (token.kind) {
    case "mention": {
      const found = matching(people, token.typed, ({ displayName }) => displayName).map(
        ({ id, displayName }): Entry => ({ id, label: displayName, by: `@${displayName}` }),
      );
      const all: Entry = { id: "salon", label: "@salon", help: say("everybody"), icon: AtSign, by: "@salon" };
      const isAll = canCallAll && matching([all], token.typed, () => "salon").length > 0;
      return [...found.slice(0, shownAtMost), ...(isAll ? [all] : [])];
    }
    case "command":
      return matching(commands(writing), token.typed, ({ name }) => name).map(
        ({ id, name, help, icon, run }): Entry => ({ id, label: `/${name}`, help, icon, by: "", run }),
      );
    case "emoji":
      return [];
  }
}
