import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import { messageSaying, openRoom, signUp, signUpAsAdministrator, useTool, write } from "../support/journeys.ts";

let house: House;
let hélène: Visitor;
let inès: Visitor;

beforeAll(async () => {
  house = await openHouse("inbox");
  [hélène, inès] = await Promise.all([house.visitor(), house.visitor()]);
  await signUpAsAdministrator(hélène.page, house.setupLink(), "Hélène Roche");
  await signUp(inès.page, "Inès Marchetti");
  await Promise.all([hélène, inès].map(({ page }) => openRoom(page, "Le café")));
});
afterAll(() => house.close());

const row = (page: Page, name: string | RegExp) => page.getByRole("navigation").getByRole("link", { name });

describe("marking as unread", () => {
  it("counts in every tab, holds while the room stays open, and is over once one comes back", async () => {
    for (const text of ["Un.", "Deux.", "Trois."]) await write(hélène.page, text);
    await messageSaying(inès.page, "Trois.").waitFor();
    const tab = await inès.context.newPage();
    await tab.goto("/reperes");
    await useTool(inès.page, "Deux.", "Marquer comme non lu à partir d’ici");
    await inès.page.getByText("Marqué comme non lu.").waitFor();
    await row(inès.page, "Le café 2 non lus").waitFor();
    await row(tab, "Le café 2 non lus").waitFor();
    await tab.close();
    await inès.page.bringToFront();
    await openRoom(inès.page, "Bienvenue");
    await row(inès.page, "Le café 2 non lus").waitFor();
    await row(inès.page, /^Le café/).click();
    await expect.poll(() => row(inès.page, /^Le café$/).count()).toBe(1);
  });

  it("is over as well once one reads on", async () => {
    await useTool(inès.page, "Deux.", "Marquer comme non lu à partir d’ici");
    await row(inès.page, "Le café 2 non lus").waitFor();
    await write(hélène.page, "Quatre.");
    await messageSaying(inès.page, "Quatre.").waitFor();
    await expect.poll(() => row(inès.page, /^Le café$/).count()).toBe(1);
  });
});

/** Opens the preferences of the room on the screen, and does something there. */
async function prefer(page: Page, act: "radio" | "button", name: string): Promise<void> {
  await page.getByRole("button", { name: "Plus", exact: true }).click();
  await page.getByRole("menuitem", { name: "Préférences du salon" }).click();
  const dialog = page.getByRole("dialog");
  if (act === "radio") await dialog.getByRole("radio", { name }).check({ force: true });
  else await dialog.getByRole("button", { name }).click();
  if (act === "radio") await expect.poll(() => dialog.getByRole("radio", { name }).isChecked()).toBe(true);
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
  await expect.poll(() => dialog.count()).toBe(0);
}

describe("the preferences of a room", () => {
  it("count what names one only, then nothing, in every tab", async () => {
    const tab = await inès.context.newPage();
    await tab.goto("/reperes");
    await row(tab, /^Le café/).waitFor();
    await inès.page.bringToFront();
    await prefer(inès.page, "radio", "Ceux qui vous nomment");
    await openRoom(inès.page, "Bienvenue");
    await write(hélène.page, "Rien de pressé.");
    await write(hélène.page, "@salon venez voir.");
    await row(inès.page, "Le café 1 mention").waitFor();
    await row(tab, "Le café 1 mention").waitFor();
    await row(inès.page, /^Le café/).click();
    await inès.page.getByRole("heading", { level: 1, name: "Le café" }).waitFor();
    await prefer(inès.page, "radio", "Aucun");
    await openRoom(inès.page, "Bienvenue");
    await write(hélène.page, "@salon encore.");
    // What comes after tells that this was there, and counted nothing.
    await openRoom(hélène.page, "Bienvenue");
    await write(hélène.page, "Après.");
    await messageSaying(inès.page, "Après.").waitFor();
    expect(await row(inès.page, /^Le café$/).count()).toBe(1);
    await tab.close();
  });

  it("put it among the favourites, which are moved by keyboard", async () => {
    const favourites = inès.page.getByRole("navigation").getByRole("region", { name: "Favoris" }).getByRole("link");
    await prefer(inès.page, "button", "Mettre en favori");
    await expect.poll(() => favourites.allInnerTexts()).toEqual(["Bienvenue"]);
    await openRoom(inès.page, "Le café");
    await prefer(inès.page, "button", "Mettre en favori");
    await expect
      .poll(async () => (await favourites.allInnerTexts()).map((text) => text.trim()))
      .toEqual(["Bienvenue", "Le café"]);
    await inès.page.getByRole("button", { name: "Plus", exact: true }).focus();
    await inès.page.keyboard.press("Enter");
    await inès.page.getByRole("menuitem", { name: "Préférences du salon" }).press("Enter");
    await inès.page.getByRole("button", { name: "Monter dans les favoris" }).press("Enter");
    await expect.poll(() => favourites.first().innerText()).toContain("Le café");
    await inès.page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
    await inès.page.reload();
    await expect.poll(() => favourites.first().innerText()).toContain("Le café");
  });
});

it("complained about nothing on the way", () => expectNoComplaints(hélène, inès));
