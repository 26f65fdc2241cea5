import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import { messageSaying, openRoom, signUp, signUpAsAdministrator, write } from "../support/journeys.ts";

let house: House;
let hélène: Visitor;
let inès: Visitor;

beforeAll(async () => {
  house = await openHouse("search");
  [hélène, inès] = await Promise.all([house.visitor(), house.visitor()]);
  await signUpAsAdministrator(hélène.page, house.setupLink(), "Hélène Roche");
  await signUp(inès.page, "Inès Marchetti");
  await Promise.all([hélène, inès].map(({ page }) => openRoom(page, "Le café")));
});
afterAll(() => house.close());

const results = () => inès.page.getByRole("main").getByRole("listitem");

describe("the search", () => {
  it("is opened by a key, finds what another said, and leads to it", async () => {
    await write(hélène.page, "Mélanie cherche un modèle de facturation.");
    await messageSaying(inès.page, "facturation").waitFor();
    await openRoom(inès.page, "Bienvenue");
    await inès.page.getByRole("heading", { level: 1, name: "Bienvenue" }).click();
    await inès.page.keyboard.press("Control+Shift+F");
    const field = inès.page.getByRole("searchbox", { name: "Mots à chercher" });
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.fill("melanie fact");
    await field.press("Enter");
    const found = results().filter({ hasText: "Mélanie cherche" });
    await found.waitFor();
    expect(await found.locator("mark").allInnerTexts()).toEqual(["Mélanie", "facturation"]);
    expect(await found.innerText()).toContain("Le café");
    expect(await inès.page.title()).not.toContain("melanie");
    await found.getByRole("link").click();
    const message = messageSaying(inès.page, "Mélanie cherche");
    await expect.poll(() => message.evaluate((row) => row === document.activeElement)).toBe(true);
    await inès.page.goBack();
    await found.waitFor();
    expect(await field.inputValue()).toBe("melanie fact");
  });

  it("is narrowed by what is typed or pressed, and says so when nothing is found", async () => {
    const field = inès.page.getByRole("searchbox", { name: "Mots à chercher" });
    await field.fill("facturation de:hélène dans:café");
    await field.press("Enter");
    await results().filter({ hasText: "Mélanie cherche" }).waitFor();
    await inès.page.getByRole("button", { name: "+ a:lien" }).click();
    await inès.page.getByRole("heading", { name: "Aucun message trouvé." }).waitFor();
    await inès.page.getByRole("button", { name: "Retirer le filtre a:lien" }).click();
    await results().filter({ hasText: "Mélanie cherche" }).waitFor();
    await field.fill("facturation de:personne");
    await field.press("Enter");
    await inès.page.getByRole("alert").filter({ hasText: "de:personne" }).waitFor();
    await field.fill("a");
    await field.press("Enter");
    await inès.page.getByRole("alert").filter({ hasText: "deux lettres" }).waitFor();
  });
});

it("complained about nothing on the way", () => expectNoComplaints(hélène, inès));
