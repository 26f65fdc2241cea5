import type { CallName } from "../../../../shared/registry.ts";
import type { Row } from "../row.ts";
import { accountRows } from "./accounts.ts";
import { conversationRows } from "./conversations.ts";
import { deskRows } from "./desk.ts";
import { directMessageRows } from "./direct-messages.ts";
import { memberRows } from "./members.ts";
import { messageRows } from "./messages.ts";
import { moderationRows } from "./moderation.ts";
import { photoRows } from "./photos.ts";
import { searchRows } from "./search.ts";

/** How every call of the registry is asked. A call without a row here fails the matrix. */
export const ROWS: Readonly<Record<CallName, Row>> = {
  ...accountRows,
  ...memberRows,
  ...conversationRows,
  ...messageRows,
  ...directMessageRows,
  ...moderationRows,
  ...deskRows,
  ...photoRows,
  ...searchRows,
};
