import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import {
  askToWrite,
  composer,
  messageSaying,
  openModeration,
  openRoom,
  shownTexts,
  signUp,
  signUpAsAdministrator,
  write,
} from "../support/journeys.ts";

let house: House;
let hélène: Visitor;
let inès: Visitor;
let fatou: Visitor;
let alix: Visitor;

beforeAll(async () => {
  house = await openHouse("private");
  [hélène, inès, fatou, alix] = await Promise.all([house.visitor(), house.visitor(), house.visitor(), house.visitor()]);
  await signUpAsAdministrator(hélène.page, house.setupLink(), "Hélène Roche");
  await Promise.all([
    signUp(inès.page, "Inès Marchetti"),
    signUp(fatou.page, "Fatou Diarra"),
    signUp(alix.page, "Alix Brosses"),
  ]);
});
afterAll(() => house.close());

let said = 0;
/**
 * Waits until somebody's browser has what was told to her before now: until her list counts one message more in the café,
 * which nobody else writes in and she has not opened.
 */
async function caughtUp({ page }: Visitor): Promise<void> {
  said += 1;
  await openRoom(hélène.page, "Le café");
  await write(hélène.page, `Bonsoir, fois ${said}.`);
  const counted = new RegExp(`^Le café ${said} non lus?$`);
  await page.getByRole("navigation").getByRole("link", { name: counted }).waitFor();
}

const requests = ({ page }: Visitor) => page.getByRole("article", { name: /souhaite vous écrire/ });

/** Opens the page of requests and asks for one of the answers that are confirmed. */
async function answer(visitor: Visitor, verb: "Refuser" | "Signaler"): Promise<Locator> {
  await visitor.page.goto("/messages");
  await requests(visitor).getByRole("button", { name: verb }).click();
  return visitor.page.getByRole("alertdialog");
}

/** Blocks somebody from the panel or the card that is open, or thinks better of it. */
async function block(page: Page, name: string, verb: "Bloquer" | "Annuler" = "Bloquer"): Promise<void> {
  await page
    .getByRole("complementary")
    .getByRole("button", { name: `Actions sur ${name}` })
    .click();
  await page.getByRole("menuitem", { name: "Bloquer" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Bloquer ${name}` });
  await dialog.getByRole("button", { name: verb }).click();
  await expect.poll(() => dialog.count()).toBe(0);
}

/** Whether a text stands anywhere in the page, also where only a screen reader finds it. */
const holds = async (page: Page, text: string) => (await page.content()).includes(text);

/** The whole of the conversation as she sees it. */
const screenOf = ({ page }: Visitor) => page.getByRole("main").ariaSnapshot();

/** The same once a text has its place in the list, with its author and hour beside it. */
async function settledScreen(visitor: Visitor, text: string): Promise<string> {
  await expect
    .poll(() => screenOf(visitor))
    .toMatch(new RegExp(`- time: .*\\n *- paragraph: ${text.replace("?", "\\?")}`));
  return screenOf(visitor);
}

describe("a request", () => {
  it("refused changes nothing on the screen of her who asked, now or after a reload", async () => {
    const text = "Tu as encore la clé du labo ?";
    await openRoom(inès.page, "Bienvenue");
    await askToWrite(inès.page, "Fatou Diarra", text);
    const before = await settledScreen(inès, text);
    expect(await composer(inès.page).count()).toBe(0);

    const dialog = await answer(fatou, "Refuser");
    await dialog.getByRole("button", { name: "Annuler" }).click();
    expect(await requests(fatou).count()).toBe(1);
    await requests(fatou).getByRole("button", { name: "Refuser" }).click();
    await dialog.getByRole("button", { name: "Refuser" }).click();
    await expect.poll(() => requests(fatou).count()).toBe(0);

    await caughtUp(inès);
    expect(await screenOf(inès)).toBe(before);
    await inès.page.reload();
    await expect.poll(() => screenOf(inès)).toBe(before);

    await fatou.page.reload();
    await fatou.page.getByRole("heading", { level: 1, name: "Messages privés" }).waitFor();
    await fatou.page.getByText("Personne ne vous a encore écrit en privé.").waitFor();
    expect(await holds(fatou.page, "Inès Marchetti")).toBe(false);
  });

  it("reported reaches the open journal with its text and hers, and changes nothing for her who asked", async () => {
    const text = "Vends tirages, moitié prix, répondez vite";
    await openRoom(inès.page, "Bienvenue");
    await askToWrite(inès.page, "Alix Brosses", text);
    const before = await settledScreen(inès, text);
    const journal = await openModeration(hélène.page, "Journal");
    await journal.getByText(/Hélène Roche est devenue administratrice/).waitFor();
    expect(await holds(hélène.page, text)).toBe(false);

    const dialog = await answer(alix, "Signaler");
    await dialog.getByRole("radio", { name: "Démarchage" }).check({ force: true });
    await dialog.getByLabel(/en quelques mots/).fill("Elle écrit cela à toutes.");
    await dialog.getByRole("button", { name: "Envoyer le signalement" }).click();
    await expect.poll(() => requests(alix).count()).toBe(0);

    const entry = journal.getByRole("listitem").filter({ hasText: "a signalé une demande de Inès Marchetti" });
    await entry.getByText(/Motif\s: Démarchage insistant/).waitFor();
    await entry.getByText("Elle écrit cela à toutes.").waitFor();
    await entry.getByText("Texte signalé").click();
    await entry.getByText(text).waitFor();

    await caughtUp(inès);
    expect(await screenOf(inès)).toBe(before);
  });
});

describe("a block", () => {
  beforeAll(async () => {
    await openRoom(fatou.page, "Bienvenue");
    await askToWrite(fatou.page, "Alix Brosses", "On se voit au vernissage ?");
    await alix.page.goto("/messages");
    await requests(alix).getByRole("button", { name: "Accepter" }).click();
    await write(alix.page, "Avec plaisir");
    await messageSaying(fatou.page, "Avec plaisir").waitFor();
  });

  it("from her card closes the conversation for the one; for the other, what she writes looks sent", async () => {
    await alix.page.getByRole("main").getByRole("button", { name: "Voir sa fiche" }).click();
    await block(alix.page, "Fatou Diarra", "Annuler");
    expect(await composer(alix.page).count()).toBe(1);
    await block(alix.page, "Fatou Diarra");
    await alix.page.getByRole("heading", { name: "Vous avez bloqué Fatou Diarra." }).waitFor();
    expect(await composer(alix.page).count()).toBe(0);

    await write(fatou.page, "Réponds-moi");
    const hers = fatou.page.getByRole("article", { name: /^Fatou Diarra, \d/ }).filter({ hasText: "Réponds-moi" });
    await hers.waitFor();
    await fatou.page.reload();
    await hers.waitFor();
    expect(await composer(fatou.page).count()).toBe(1);
    await expect
      .poll(() => shownTexts(fatou.page))
      .toEqual(["On se voit au vernissage ?", "Avec plaisir", "Réponds-moi"]);
  });

  it("keeps that from her who blocked: live, after a reload, and once the block is ended", async () => {
    const older = ["On se voit au vernissage ?", "Avec plaisir"];
    // What came before the block is covered; of what comes since there is not even that.
    const covered = messageSaying(alix.page, "Message d’une membre que vous bloquez.");
    await caughtUp(alix);
    expect(await covered.count()).toBe(1);
    await alix.page.reload();
    await messageSaying(alix.page, "Avec plaisir").waitFor();
    await caughtUp(alix);
    expect(await covered.count()).toBe(1);
    expect(await holds(alix.page, "Réponds-moi")).toBe(false);

    await alix.page.getByRole("main").getByRole("button", { name: "Débloquer" }).click();
    await composer(alix.page).waitFor();
    await write(fatou.page, "À jeudi alors");
    await messageSaying(alix.page, "À jeudi alors").waitFor();
    await expect.poll(() => shownTexts(alix.page)).toEqual([...older, "À jeudi alors"]);
    await alix.page.reload();
    await messageSaying(alix.page, "À jeudi alors").waitFor();
    await expect.poll(() => shownTexts(alix.page)).toEqual([...older, "À jeudi alors"]);
  });

  it("covers what she writes in a room, on the screen and where it is read out", async () => {
    const { page } = alix;
    await Promise.all([alix, fatou].map((visitor) => openRoom(visitor.page, "Le café")));
    await write(fatou.page, "Bonsoir à toutes");
    await messageSaying(page, "Bonsoir à toutes").waitFor();
    const readOut = page.getByRole("status");
    await readOut.filter({ hasText: "Bonsoir à toutes" }).waitFor({ state: "attached" });

    await page.getByRole("button", { name: /Voir les membres/ }).click();
    await block(page, "Fatou Diarra");
    const covered = messageSaying(page, "Message d’une membre que vous bloquez.");
    await covered.waitFor();
    await expect.poll(() => holds(page, "Bonsoir à toutes")).toBe(false);

    await write(fatou.page, "Encore moi");
    await messageSaying(hélène.page, "Encore moi").waitFor();
    await write(hélène.page, "Et moi");
    await readOut.filter({ hasText: "Et moi" }).waitFor({ state: "attached" });
    expect(await covered.count()).toBe(2);
    expect(await holds(page, "Encore moi")).toBe(false);
    await covered.last().getByRole("button", { name: "Afficher" }).click();
    await messageSaying(page, "Encore moi").waitFor();
  });
});

it("complained about nothing on the way", () => expectNoComplaints(hélène, inès, fatou, alix));
