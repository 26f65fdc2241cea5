import { describe, expect, it } from "vitest";
import { createLightStore, type Light, parseLightChoice, resolveLight } from "../../client/platform/light.ts";

function environment(kept: string | null = null) {
  const memory = new Map<string, string>(kept === null ? [] : [["light", kept]]);
  const shown: Light[] = [];
  const world = {
    memory,
    shown,
    dark: false,
    changed: () => {},
    storage: {
      getItem: (key: string) => memory.get(key) ?? null,
      setItem: (key: string, value: string) => void memory.set(key, value),
      removeItem: (key: string) => void memory.delete(key),
    },
    prefersDark: () => world.dark,
    apply: (light: Light) => void shown.push(light),
    watch: (changed: () => void) => {
      world.changed = changed;
    },
  };
  return world;
}

describe("the light", () => {
  it("follows the device as long as nothing is chosen", () => {
    const world = environment();
    const store = createLightStore(world);
    expect(store.getState()).toEqual({ choice: "device", light: "claire" });
    world.dark = true;
    world.changed();
    expect(store.getState()).toEqual({ choice: "device", light: "noire" });
    expect(world.shown).toEqual(["claire", "noire"]);
  });

  it("keeps a choice against the device, and across visits", () => {
    const world = environment();
    const store = createLightStore(world);
    store.choose("noire");
    expect(world.memory.get("light")).toBe("noire");
    expect(createLightStore(world).getState()).toEqual({ choice: "noire", light: "noire" });
    world.changed();
    expect(store.getState().light).toBe("noire");
  });

  it("forgets the choice when the device decides again", () => {
    const world = environment("noire");
    const store = createLightStore(world);
    expect(store.getState().light).toBe("noire");
    store.choose("device");
    expect(world.memory.has("light")).toBe(false);
    expect(store.getState()).toEqual({ choice: "device", light: "claire" });
  });

  it("follows a choice made in another tab and tells its listeners once", () => {
    const world = environment();
    const store = createLightStore(world);
    let told = 0;
    const stop = store.subscribe(() => {
      told += 1;
    });
    world.memory.set("light", "noire");
    world.changed();
    world.changed();
    expect(told).toBe(1);
    stop();
    store.choose("claire");
    expect(told).toBe(1);
  });

  it("works for this visit when storage is refused", () => {
    const refuse = () => {
      throw new Error("denied");
    };
    const world = { ...environment(), storage: { getItem: refuse, setItem: refuse, removeItem: refuse } };
    const store = createLightStore(world);
    store.choose("noire");
    expect(store.getState().light).toBe("noire");
  });

  it("takes an unknown stored value for no choice", () => {
    expect(parseLightChoice("sepia")).toBe("device");
    expect(resolveLight("device", true)).toBe("noire");
    expect(resolveLight("claire", true)).toBe("claire");
  });
});
