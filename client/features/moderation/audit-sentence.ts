import type { AuditEntry } from "../../../shared/moderation.ts";
import type { KeyOf } from "../../platform/catalogue.ts";
import { type FormatContext, formatDuration } from "../../platform/format.ts";
import type { Values, Words } from "../../platform/i18n.ts";
import type { moderationWords } from "./moderation.catalogue.ts";

type KeyIn<W> = W extends Words<infer Fr> ? KeyOf<Fr> : never;
type ActKey = Extract<KeyIn<typeof moderationWords>, `journal.act.${string}`>;

export interface AuditNames {
  /** A member's name, also when it is not known. */
  person: (id: string | null) => string;
  /** A room's name, or what stands for a private conversation. */
  room: (id: string | null) => string;
  /** A role in words. */
  role: (role: string | null) => string;
}

/** The key of a sentence of the journal, and what it is filled with. */
export interface AuditSentence {
  key: ActKey;
  values: Values;
}

function scope(conversationId: string | null): "All" | "Room" {
  return conversationId === null ? "All" : "Room";
}

/**
 * The sentence that tells an entry of the audit log: who did what to whom, where. The key is one of the
 * words of moderation.
 */
export function auditSentence(entry: AuditEntry, names: AuditNames, format: FormatContext): AuditSentence {
  const { act, sanction } = entry;
  const values = {
    actor: names.person(entry.actorId),
    target: names.person(entry.targetId),
    room: names.room(entry.conversationId),
    before: entry.before ?? "",
    after: entry.after ?? "",
  };
  switch (act) {
    case "sanction-imposed": {
      if (!sanction) return { key: `journal.act.${act}.muteAll`, values: { ...values, length: "" } };
      const length = formatDuration(sanction.until === null ? null : sanction.until - sanction.at, format);
      return {
        key: `journal.act.${act}.${sanction.kind}${scope(sanction.conversationId)}`,
        values: { ...values, length },
      };
    }
    case "sanction-lifted":
      return { key: `journal.act.${act}.${sanction?.kind ?? "mute"}`, values };
    case "room-moderator-changed":
      return { key: `journal.act.${act}.${entry.after === "moderator" ? "moderator" : "member"}`, values };
    case "role-changed":
      return {
        key: `journal.act.${act}`,
        values: { ...values, before: names.role(entry.before), after: names.role(entry.after) },
      };
    case "administrator-appointed":
    case "message-removed":
    case "room-created":
    case "room-renamed":
    case "room-described":
    case "room-archived":
    case "room-restored":
    case "report-filed":
      return { key: `journal.act.${act}`, values };
  }
}
