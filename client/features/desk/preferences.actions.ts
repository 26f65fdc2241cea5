import type { Level } from "../../../shared/preferences.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { favouritesIn, preferencesStore } from "./preferences.store.ts";

/** @throws CallRejected NOT_FOUND */
export async function setLevel(conversationId: string, level: Level): Promise<void> {
  await call("conversation:set-preference", { conversationId, level, clientId: newClientId() });
}

async function place(conversationId: string, favourite: number | null): Promise<void> {
  await call("conversation:set-preference", { conversationId, favourite, clientId: newClientId() });
}

const placeOf = (id: string | undefined) => preferencesStore.getState().preferences[id ?? ""]?.favourite ?? undefined;

/** Puts a conversation behind my other favourites, or takes it out. @throws CallRejected NOT_FOUND */
export async function setFavourite(conversationId: string, on: boolean): Promise<void> {
  const last = placeOf(favouritesIn(preferencesStore.getState().preferences).at(-1)) ?? 0;
  await place(conversationId, on ? last + 1 : null);
}

/** Moves a favourite by one place, -1: towards the first. @throws CallRejected NOT_FOUND */
export async function moveFavourite(conversationId: string, by: -1 | 1): Promise<void> {
  const ids = favouritesIn(preferencesStore.getState().preferences);
  const index = ids.indexOf(conversationId);
  const next = placeOf(ids[index + by]);
  if (index === -1 || next === undefined) return;
  const beyond = placeOf(ids[index + 2 * by]) ?? next + 2 * by;
  await place(conversationId, (next + beyond) / 2);
}
