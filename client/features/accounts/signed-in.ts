import type { Me } from "../../../shared/accounts.ts";
import { setAccountData } from "../../platform/account-data.ts";
import { newClientId } from "../../platform/client-id.ts";
import { type Connection, type ConnectionOptions, openConnection, sendEntry } from "../../platform/connection.ts";
import { type AccountDb, deleteAccountDb, openAccountDb } from "../../platform/db.ts";
import { feeds } from "../../platform/feeds.ts";
import { outboxStore } from "../../platform/outbox.store.ts";
import { createOutbox, type Outbox } from "../../platform/outbox.ts";
import { forgetRenewals } from "../../platform/session-renewal.ts";
import { openOutboxTabs } from "../../platform/tabs.ts";
import { accountsStore } from "./accounts.store.ts";
import { keepMe, lastAccountId, noteAccount } from "./last-account.ts";

/** Everything that runs for the person signed in. */
interface SignedIn {
  id: string;
  db: AccountDb;
  outbox: Outbox;
  connection: Connection | null;
  tabs: { announce(): void; close(): void };
}

let current: SignedIn | null = null;

/** Opens what is kept on this device for an account and shows it. What another account left is deleted. */
export async function openAccount(id: string): Promise<AccountDb> {
  if (current?.id === id) return current.db;
  await closeAccount({ wipe: false });
  const last = lastAccountId();
  if (last !== null && last !== id) await deleteAccountDb(last);
  noteAccount(id);
  const db = await openAccountDb(id);
  const tabs = openOutboxTabs(id, () => void outbox.load().catch(() => undefined));
  const outbox: Outbox = createOutbox({
    store: db.outbox,
    send: sendEntry,
    committed: (stream, rev) => current?.connection?.committed(stream, rev) ?? false,
    publish: (entries) => outboxStore.setState({ entries }),
    announce: tabs.announce,
    now: () => Date.now(),
    schedule: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    exclusively: tabs.exclusively,
    newClientId,
    random: Math.random,
  });
  current = { id, db, outbox, connection: null, tabs };
  setAccountData({ outbox, cache: db.cache });
  await Promise.all([outbox.load().catch(() => undefined), feeds.restore()]);
  return db;
}

interface Wiring {
  urgent: ConnectionOptions["urgent"];
  sessionEnded: ConnectionOptions["sessionEnded"];
  /** Called with what refetches a stream's state. */
  ready(refresh: (stream: string) => void): void;
}

/** Opens the account and its live connection. */
export async function connectAccount(me: Me, { urgent, sessionEnded, ready }: Wiring): Promise<void> {
  const db = await openAccount(me.id);
  keepMe(db.cache, me);
  accountsStore.setState({ status: "member", me, ban: null });
  if (!current || current.connection) return;
  const connection = openConnection({ outbox: current.outbox, urgent, sessionEnded });
  current.connection = connection;
  ready(connection.refresh);
}

/** Stops everything that runs for the person. `wipe` also deletes what is kept of her on this device. */
export async function closeAccount({ wipe }: { wipe: boolean }): Promise<void> {
  const closing = current;
  current = null;
  const id = closing?.id ?? lastAccountId();
  closing?.connection?.close();
  closing?.outbox.close();
  closing?.tabs.close();
  closing?.db.close();
  setAccountData(null);
  if (closing || wipe) feeds.clear();
  if (!wipe || id === null) return;
  noteAccount(null);
  forgetRenewals();
  await deleteAccountDb(id);
}
