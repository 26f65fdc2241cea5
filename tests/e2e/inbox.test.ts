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

it("complained about nothing on the way", () => expectNoComplaints(hélène, inès));
