import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { parseLightChoice, resolveLight } from "../../client/platform/light.ts";
import { neutralPage } from "../../client/ui/quick-exit.ts";

const file = (path: string) => readFileSync(new URL(`../../client/${path}`, import.meta.url), "utf8");

function paint(kept: string | null, dark: boolean) {
  const theme = { content: "", dataset: { claire: "#claire", noire: "#noire" } };
  const root = { dataset: { light: "" } };
  runInNewContext(file("public/light.js"), {
    localStorage: { getItem: (key: string) => (key === "light" ? kept : null) },
    matchMedia: () => ({ matches: dark }),
    document: { documentElement: root, querySelector: () => theme },
  });
  return { light: root.dataset.light, colour: theme.content };
}

function comeBack(type: string, mark: string | null) {
  const memory = new Map(mark === null ? [] : [["left", mark]]);
  const gone: string[] = [];
  runInNewContext(file("public/left.js"), {
    sessionStorage: {
      getItem: (key: string) => memory.get(key) ?? null,
      removeItem: (key: string) => memory.delete(key),
    },
    performance: { getEntriesByType: () => [{ type }] },
    document: { documentElement: {} },
    location: { replace: (address: string) => gone.push(address) },
    addEventListener: () => {},
  });
  return { gone, marked: memory.has("left") };
}

describe("before the first paint", () => {
  it.each([
    ["claire", true],
    ["noire", false],
    [null, true],
    [null, false],
    ["sepia", true],
  ])("light.js shows what light.ts will show: kept %s, dark device %s", (kept, dark) => {
    const light = resolveLight(parseLightChoice(kept), dark);
    expect(paint(kept, dark)).toEqual({ light, colour: `#${light}` });
  });

  it("takes the colours of the browser's bar from the tokens", () => {
    const papers = [...file("styles/tokens.css").matchAll(/--paper: (#[0-9A-F]{6})/g)].map((found) => found[1]);
    expect(papers).toHaveLength(2);
    expect(file("index.html")).toContain(`data-claire="${papers[0]}" data-noire="${papers[1]}"`);
  });

  it("holds no inline script and no style", () => {
    const html = file("index.html");
    expect(html.match(/<script(?![^>]*\ssrc=)/)).toBeNull();
    expect(html.match(/<style|\sstyle=/)).toBeNull();
  });
});

describe("coming back after the quick exit", () => {
  it("goes on to the neutral page through the history", () => {
    expect(comeBack("back_forward", "1")).toEqual({ gone: [neutralPage], marked: true });
  });

  it("opens the application when its address is asked for anew", () => {
    expect(comeBack("navigate", "1")).toEqual({ gone: [], marked: false });
  });

  it("leaves the back button alone when nobody left", () => {
    expect(comeBack("back_forward", null)).toEqual({ gone: [], marked: false });
  });
});
