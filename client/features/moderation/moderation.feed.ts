import { COMMUNITY_STREAM } from "../../../shared/ids.ts";
import type { Feed } from "../../platform/feeds.ts";
import { addAudit, loadAudit } from "./moderation.actions.ts";
import { moderationStore, NO_AUDIT } from "./moderation.store.ts";

export const moderationFeed: Feed = {
  change: (fact) => {
    if (fact.type === "audit:recorded" && moderationStore.getState().entries) addAudit([fact.body.entry]);
  },
  detailed: (stream) => stream === COMMUNITY_STREAM && moderationStore.getState().entries !== null,
  reset: (stream) => {
    if (stream !== COMMUNITY_STREAM) return;
    moderationStore.setState(NO_AUDIT, true);
    void loadAudit().catch(() => undefined);
  },
  drop: (stream) => {
    if (stream === COMMUNITY_STREAM) moderationStore.setState(NO_AUDIT, true);
  },
  clear: () => moderationStore.setState(NO_AUDIT, true),
};
