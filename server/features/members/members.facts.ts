import type { TypedStream } from "../../platform/typed-stream.ts";
import { type Blocks, blockOf } from "./blocks.ts";
import { BlockModel } from "./members.model.ts";
import type { UserState } from "./user-stream.ts";

/** What blocking and unblocking mean: projections, the index, and what the person's own tabs are told. */
export function declareBlockChanges({ types, blocks }: { types: TypedStream<UserState>; blocks: Blocks }): void {
  types.on("member:blocked", {
    project: async (change) => {
      const { blockerId, targetId } = blockOf(change);
      await BlockModel.updateOne(
        { _id: `${blockerId} ${targetId}` },
        { $set: { blockerId, targetId, rev: change.rev } },
        { upsert: true },
      );
      blocks.apply(change);
    },
    route: (change) => blocks.apply(change),
    fact: (change) => ({ type: "member:blocked", body: { userId: blockOf(change).targetId } }),
  });
  types.on("member:unblocked", {
    project: async (change) => {
      const { blockerId, targetId } = blockOf(change);
      await BlockModel.deleteOne({ _id: `${blockerId} ${targetId}` });
      blocks.apply(change);
    },
    route: (change) => blocks.apply(change),
    fact: (change) => ({ type: "member:unblocked", body: { userId: blockOf(change).targetId } }),
  });
}
