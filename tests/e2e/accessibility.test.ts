import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import { composer, openRoom, signUpAsAdministrator, useTool, write } from "../support/journeys.ts";

let house: House;
let hélène: Visitor;

beforeAll(async () => {
  house = await openHouse("axe");
  hélène = await house.visitor();
  await signUpAsAdministrator(hélène.page, house.setupLink(), "Hélène Roche");
});
afterAll(() => house.close());

/** Violations of WCAG 2.0 to 2.2, A and AA, as axe names them. */
async function violations(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  // The kit's announcer names, for some seconds, elements that may be gone by then; it is not part of the page.
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(tags)
    .exclude("[data-live-announcer]")
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

const LIGHTS = ["claire", "noire"] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

describe("axe finds nothing", () => {
  it("on the public pages, in both lights", async () => {
    const visitor = await house.visitor();
    for (const light of LIGHTS) {
      for (const path of ["/", "/connexion", "/inscription"]) {
        await visitor.page.goto(path);
        await visitor.page.getByRole("heading", { level: 1 }).waitFor();
        await visitor.page.evaluate((name) => document.documentElement.setAttribute("data-light", name), light);
        await expect.poll(() => violations(visitor.page), { message: `${path} ${light}`, timeout: 20_000 }).toEqual([]);
      }
    }
    expectNoComplaints(visitor);
    await visitor.context.close();
  });

  it("in a room, with the panel of members, in settings and in moderation, wide and narrow, in both lights", async () => {
    const { page } = hélène;
    await openRoom(page, "Le café");
    await write(page, "Bonjour à toutes, et une adresse : https://exemple.fr/labo");
    await page.getByRole("log").getByText("Bonjour à toutes").waitFor();
    await page.getByRole("button", { name: /Voir les membres/ }).click();
    await page.getByRole("complementary").waitFor();
    const room = page.url();
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const address of [
        room,
        "/",
        "/messages",
        "/fils",
        "/reperes",
        "/recherche?q=bonjour",
        "/reglages",
        "/moderation",
      ]) {
        if (address !== room || size.width < 720) await page.goto(address);
        await page.getByRole("heading").first().waitFor();
        for (const light of LIGHTS) {
          await page.evaluate((name) => document.documentElement.setAttribute("data-light", name), light);
          await expect
            .poll(() => violations(page), { message: `${address} ${size.width} ${light}`, timeout: 20_000 })
            .toEqual([]);
        }
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("in a room with a question, a warning, a name to complete and a thread, in both lights", async () => {
    const { page } = hélène;
    await page.goto("/");
    await openRoom(page, "Le café");
    await composer(page).pressSequentially("/att");
    await page.getByRole("option", { name: /att/i }).first().waitFor();
    await composer(page).press("Tab");
    await page.getByLabel("Ce dont le message avertit").fill("récit");
    await write(page, "Un récit.");
    await page.getByRole("article").filter({ hasText: "récit" }).waitFor();
    await useTool(page, "Bonjour à toutes", "Ouvrir un fil");
    await page.getByRole("textbox", { name: "Répondre dans le fil" }).fill("Oui.");
    await page.getByRole("textbox", { name: "Répondre dans le fil" }).press("Enter");
    await page.getByRole("button", { name: /ouvrir le fil/ }).waitFor();
    await composer(page).pressSequentially("/");
    await page.getByRole("listbox").waitFor();
    for (const light of LIGHTS) {
      await page.evaluate((name) => document.documentElement.setAttribute("data-light", name), light);
      await expect.poll(() => violations(page), { message: light, timeout: 20_000 }).toEqual([]);
    }
    await composer(page).press("Escape");
    await composer(page).fill("");
  });
});

it("a member enters, reads, writes and goes elsewhere with the keyboard alone", async () => {
  const { page } = hélène;
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "Le café" }).waitFor();
  await page.keyboard.press("Control+k");
  await expect
    .poll(() =>
      page
        .locator("[role=dialog] input")
        .evaluateAll(([field]) => field !== undefined && field === document.activeElement),
    )
    .toBe(true);
  await page.keyboard.type("tarifs");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Tarifs et facturation" }).waitFor();
  const join = page.getByRole("main").getByRole("button", { name: /Rejoindre/ });
  await join.focus();
  await page.keyboard.press("Enter");
  await composer(page).waitFor();
  await composer(page).focus();
  await page.keyboard.type("Écrit sans souris");
  await page.keyboard.press("Enter");
  await page.getByRole("log").getByText("Écrit sans souris").waitFor();
  expect(await composer(page).evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
});

it("complained about nothing", () => expectNoComplaints(hélène));
