import { useSyncExternalStore } from "react";

/** The two sets of colours. */
export type Light = "claire" | "noire";
/** What a person chose: one light, or the device's own setting. */
export type LightChoice = Light | "device";

/** Where the choice is kept. public/light.js reads the same key before the first paint. */
const storageKey = "light";

/** What the light needs of a browser; handed in so that it can be tested without one. */
export interface LightEnvironment {
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  prefersDark: () => boolean;
  /** Shows the light on the page. */
  apply: (light: Light) => void;
  /** Calls back when the device's preference, or the choice made in another tab, changes. */
  watch: (changed: () => void) => void;
}

export interface LightState {
  readonly choice: LightChoice;
  readonly light: Light;
}

export interface LightStore {
  getState: () => LightState;
  subscribe: (listener: () => void) => () => void;
  choose: (choice: LightChoice) => void;
}

/** The light to show for a choice, given the device's preference. */
export function resolveLight(choice: LightChoice, prefersDark: boolean): Light {
  if (choice === "device") return prefersDark ? "noire" : "claire";
  return choice;
}

/** Reads a stored value; anything unknown means « comme l'appareil ». */
export function parseLightChoice(value: string | null): LightChoice {
  return value === "claire" || value === "noire" ? value : "device";
}

/** Makes the store of the light: reads the kept choice, applies it, and follows the device and the other tabs. */
export function createLightStore(environment: LightEnvironment): LightStore {
  const { storage, prefersDark, apply, watch } = environment;
  const listeners = new Set<() => void>();
  let state = read();
  apply(state.light);
  watch(() => show(read()));

  function read(): LightState {
    let kept: string | null = null;
    try {
      kept = storage.getItem(storageKey);
    } catch {
      // Storage refused by the browser: follow the device.
    }
    const choice = parseLightChoice(kept);
    return { choice, light: resolveLight(choice, prefersDark()) };
  }

  function show(next: LightState): void {
    if (next.choice === state.choice && next.light === state.light) return;
    state = next;
    apply(state.light);
    for (const listener of listeners) listener();
  }

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    choose: (choice) => {
      try {
        if (choice === "device") storage.removeItem(storageKey);
        else storage.setItem(storageKey, choice);
      } catch {
        // Kept for this visit only.
      }
      show({ choice, light: resolveLight(choice, prefersDark()) });
    },
  };
}

function browserEnvironment(): LightEnvironment {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  return {
    // A getter each time: reading window.localStorage itself can throw.
    storage: {
      getItem: (key) => localStorage.getItem(key),
      setItem: (key, value) => localStorage.setItem(key, value),
      removeItem: (key) => localStorage.removeItem(key),
    },
    prefersDark: () => dark.matches,
    apply: (light) => {
      document.documentElement.dataset.light = light;
      const theme = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]');
      const colour = theme?.dataset[light];
      if (theme && colour) theme.content = colour;
    },
    watch: (changed) => {
      dark.addEventListener("change", changed);
      addEventListener("storage", (event) => {
        if (event.key === storageKey || event.key === null) changed();
      });
    },
  };
}

let store: LightStore | undefined;

function lightStore(): LightStore {
  store ??= createLightStore(browserEnvironment());
  return store;
}

/** The present light, the person's choice, and how to change it. */
export function useLight(): LightState & { choose: (choice: LightChoice) => void } {
  const { subscribe, getState, choose } = lightStore();
  const state = useSyncExternalStore(subscribe, getState);
  return { ...state, choose };
}
