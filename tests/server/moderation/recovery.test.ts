import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { MembershipModel } from "../../../server/features/conversations/conversations.model.ts";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { ChangeModel, HeadModel } from "../../../server/platform/change-log.model.ts";
import type { Ack } from "../../../shared/errors.ts";
import { createTestClock } from "../../support/clock.ts";
import { openSocket, type Person, postCall } from "../../support/person.ts";
import { PASSWORD, startServer } from "../../support/server.ts";

const CAFE = themedRoomId("cafe");
const TARIFS = themedRoomId("tarifs");

/** Signs somebody in again on another server of the same database. */
async function back(url: string, { email }: Person) {
  const { headers } = await postCall(url, "session:create", { input: { email, password: PASSWORD } });
  const cookie = headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { socket } = await openSocket(url, { cookie });
  return {
    close: () => socket.close(),
    post: (conversationId: string): Promise<Ack<unknown>> =>
      socket.emitWithAck("call", "message:post", { conversationId, text: "Bonjour.", clientId: randomUUID() }),
  };
}

it("a mute of everything that had not reached a room when the process died reaches it at the next start", async () => {
  const clock = createTestClock();
  const databaseName = `recovery_${randomUUID().slice(0, 8)}`;
  const first = await startServer({ clock, databaseName });
  const hélène = await first.administrator();
  const léa = await first.person("Léa Marchetti");
  await léa.joinRoom(TARIFS);
  await hélène.ok("sanction:impose", {
    userId: léa.id,
    kind: "mute",
    conversationId: null,
    reason: "spam",
    text: "",
    durationMs: null,
    clientId: randomUUID(),
  });
  // What the crash took: the sanction in that room. It was the room's last change, so no hole is left.
  const lost = await ChangeModel.findOne({ stream: TARIFS }).sort({ rev: -1 }).lean();
  expect(lost).toMatchObject({ type: "sanction:applied" });
  await ChangeModel.deleteOne({ stream: TARIFS, rev: lost?.rev ?? 0 });
  await HeadModel.updateOne({ _id: TARIFS }, { $set: { rev: (lost?.rev ?? 0) - 1 } });
  await MembershipModel.updateOne({ conversationId: TARIFS, userId: léa.id }, { $set: { sanctions: [] } });
  // Long enough ago for the log's own recovery not to look at it.
  clock.advance(5 * 60_000);
  await hélène.post(CAFE, "Plus tard.");
  await first.close();

  const second = await startServer({ clock, databaseName });
  const again = await back(second.url, léa);
  expect(await again.post(TARIFS)).toMatchObject({ ok: false, error: { code: "MUTED" } });
  expect(await again.post(CAFE)).toMatchObject({ ok: false, error: { code: "MUTED" } });
  const applied = await ChangeModel.countDocuments({ stream: CAFE, type: "sanction:applied" });
  expect(applied).toBe(1);
  again.close();
  await second.close();
});
