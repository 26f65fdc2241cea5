import { create } from "zustand";
import type { Level, Preference } from "../../../shared/preferences.ts";

export interface PreferencesState {
  /** By conversation; where there is none, everything is told and it is no favourite. */
  preferences: Readonly<Record<string, Preference>>;
}

export const NO_PREFERENCES: PreferencesState = { preferences: {} };

export const preferencesStore = create<PreferencesState>()(() => NO_PREFERENCES);

/** @returns what I want to be told of each conversation */
export function usePreferences(): PreferencesState["preferences"] {
  return preferencesStore((state) => state.preferences);
}

/** @returns what I want to be told of a conversation, by preferences */
export function levelOf(preferences: PreferencesState["preferences"], conversationId: string): Level {
  return preferences[conversationId]?.level ?? "all";
}

/** @returns ids of my favourites, in their order */
export function favouritesIn(preferences: PreferencesState["preferences"]): string[] {
  return Object.values(preferences)
    .flatMap(({ conversationId, favourite }) => (favourite === null ? [] : [{ conversationId, favourite }]))
    .toSorted((a, b) => a.favourite - b.favourite || (a.conversationId < b.conversationId ? -1 : 1))
    .map(({ conversationId }) => conversationId);
}
