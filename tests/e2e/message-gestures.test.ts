import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import {
  composer,
  messageSaying,
  openRoom,
  signIn,
  signUp,
  signUpAsAdministrator,
  useTool,
  write,
} from "../support/journeys.ts";

let house: House;
let hélène: Visitor;
let inès: Visitor;

beforeAll(async () => {
  house = await openHouse("message-gestures");
  [hélène, inès] = await Promise.all([house.visitor(), house.visitor()]);
  await signUpAsAdministrator(hélène.page, house.setupLink(), "Hélène Roche");
  await signUp(inès.page, "Inès Marchetti");
  await Promise.all([hélène, inès].map(({ page }) => openRoom(page, "Le café")));
});
afterAll(() => house.close());

describe("a name", () => {
  it("is completed without its accents, by keyboard alone, and stands out for her whom it means", async () => {
    const field = composer(inès.page);
    await field.pressSequentially("Bonjour @hel");
    const list = inès.page.getByRole("listbox", { name: "Propositions" });
    await list.getByRole("option", { name: "Hélène Roche" }).waitFor();
    await expect.poll(() => field.getAttribute("aria-activedescendant")).not.toBeNull();
    await field.press("Enter");
    expect(await field.inputValue()).toBe("Bonjour @Hélène Roche ");
    expect(await list.count()).toBe(0);
    await field.pressSequentially("!");
    await field.press("Enter");
    const told = messageSaying(hélène.page, "Bonjour @Hélène Roche");
    await told.waitFor();
    await told.getByRole("button", { name: "@Hélène Roche" }).click();
    await hélène.page.getByRole("complementary").getByText("Hélène Roche").first().waitFor();
  });

  it("is nothing to Escape, and everybody is the moderator's to call", async () => {
    const field = composer(inès.page);
    await field.pressSequentially("@sal");
    await expect.poll(() => inès.page.getByRole("option", { name: /@salon/ }).count()).toBe(0);
    await field.fill("");
    const hers = composer(hélène.page);
    await hers.pressSequentially("@sal");
    await hélène.page.getByRole("option", { name: /@salon/ }).waitFor();
    await hers.press("Escape");
    await expect.poll(() => hélène.page.getByRole("listbox").count()).toBe(0);
    await hers.pressSequentially("on bonjour");
    await hers.press("Enter");
    await messageSaying(inès.page, "@salon bonjour").locator("strong", { hasText: "@salon" }).waitFor();
  });
});

describe("what one adds to a message", () => {
  it("is a question that is resolved, and found again", async () => {
    const field = composer(inès.page);
    await field.pressSequentially("/quest");
    await inès.page.getByRole("option", { name: /\/question/ }).waitFor();
    await field.press("Tab");
    await inès.page.getByText("C’est une question").waitFor();
    await field.fill("Où tirer du baryté ?");
    await field.press("Enter");
    await messageSaying(hélène.page, "baryté").getByText("Question", { exact: true }).waitFor();
    await expect.poll(() => inès.page.getByText("C’est une question").count()).toBe(0);
    await useTool(inès.page, "baryté", "Marquer comme résolue");
    await messageSaying(hélène.page, "baryté").getByText("Question résolue").waitFor();
    await hélène.page.getByRole("button", { name: "Plus", exact: true }).click();
    await hélène.page.getByRole("menuitem", { name: "Questions" }).click();
    const side = hélène.page.getByRole("complementary");
    await side.getByRole("button", { name: "Aller au message de Inès Marchetti" }).waitFor();
    await side.getByRole("button", { name: "Ouvertes seulement" }).click();
    await side.getByText("Toutes les questions ont trouvé réponse.").waitFor();
    await side.getByRole("button", { name: "Fermer" }).click();
  });

  it("is a warning, behind which nothing is read before it is opened", async () => {
    await composer(inès.page).pressSequentially("/att");
    await inès.page.getByRole("option", { name: /\/attention/ }).click();
    await inès.page.getByLabel("Ce dont le message avertit").fill("récit de violence");
    await write(inès.page, "Ce qui s’est passé ce soir-là.");
    const told = hélène.page.getByRole("article").filter({ hasText: "récit de violence" });
    await told.waitFor();
    expect(await hélène.page.content()).not.toContain("ce soir-là");
    await told.getByRole("button", { name: "Afficher" }).click();
    await told.getByText("ce soir-là").waitFor();
  });
});

describe("a pin", () => {
  it("is a moderator's, and a press leads to it", async () => {
    await write(inès.page, "Les règles du café : on s’écoute.");
    await messageSaying(hélène.page, "Les règles du café").waitFor();
    await useTool(hélène.page, "Les règles du café", "Épingler");
    await messageSaying(inès.page, "Les règles du café").getByText("Épinglé").waitFor();
    await inès.page.getByRole("button", { name: "Plus", exact: true }).click();
    await inès.page.getByRole("menuitem", { name: "Messages épinglés" }).click();
    await inès.page
      .getByRole("complementary")
      .getByRole("button", { name: /Aller au message/ })
      .click();
    const pinned = messageSaying(inès.page, "Les règles du café");
    await expect.poll(() => pinned.evaluate((row) => row === document.activeElement)).toBe(true);
  });
});

describe("a thread", () => {
  it("goes on beside the room, is counted under its message, and is read by both", async () => {
    await write(inès.page, "On monte une expo à Lyon ?");
    await messageSaying(hélène.page, "une expo à Lyon").waitFor();
    await useTool(hélène.page, "une expo à Lyon", "Ouvrir un fil");
    const side = hélène.page.getByRole("complementary");
    const field = side.getByRole("textbox", { name: "Répondre dans le fil" });
    await field.fill("Oui, au printemps.");
    await field.press("Enter");
    await side.getByText("Oui, au printemps.").waitFor();
    const root = messageSaying(inès.page, "une expo à Lyon");
    await root.getByRole("button", { name: "1 réponse, ouvrir le fil" }).click();
    const hers = inès.page.getByRole("complementary");
    await hers.getByText("Oui, au printemps.").waitFor();
    expect(await inès.page.getByRole("log", { name: "Messages de Le café" }).getByText("au printemps").count()).toBe(0);
    await hers.getByRole("textbox", { name: "Répondre dans le fil" }).fill("Je cherche un lieu.");
    await hers.getByRole("textbox", { name: "Répondre dans le fil" }).press("Enter");
    await side.getByText("Je cherche un lieu.").waitFor();
    await messageSaying(hélène.page, "une expo à Lyon")
      .getByRole("button", { name: /2 réponses/ })
      .waitFor();
    // What stands in a thread is led to in its thread.
    await useTool(hélène.page, "Oui, au printemps.", "Épingler");
    await side.getByText("Épinglé").waitFor();
    await side.getByRole("button", { name: "Fermer" }).click();
    await hélène.page.getByRole("button", { name: "Plus", exact: true }).click();
    await hélène.page.getByRole("menuitem", { name: "Messages épinglés" }).click();
    await side.getByText("Oui, au printemps.").click();
    await side.getByRole("textbox", { name: "Répondre dans le fil" }).waitFor();
    await side.getByRole("button", { name: "Fermer" }).click();
  });
});

describe("what one keeps and follows", () => {
  it("is found in one place: threads with what is unread, and bookmarks", async () => {
    await openRoom(inès.page, "Bienvenue");
    await messageSaying(hélène.page, "une expo à Lyon")
      .getByRole("button", { name: /ouvrir le fil/ })
      .click();
    const side = hélène.page.getByRole("complementary");
    await side.getByRole("textbox", { name: "Répondre dans le fil" }).fill("J’ai un lieu.");
    await side.getByRole("textbox", { name: "Répondre dans le fil" }).press("Enter");
    const nav = inès.page.getByRole("navigation");
    await nav.getByRole("link", { name: /Fils.*1/ }).click();
    const entry = inès.page.getByRole("listitem").filter({ hasText: "une expo à Lyon" });
    await entry.getByText("1 réponse non lue").waitFor();
    await entry.getByRole("link", { name: /Ouvrir le fil/ }).click();
    await inès.page.getByRole("complementary").getByText("J’ai un lieu.").waitFor();
    await expect.poll(() => nav.getByRole("link", { name: /Fils.*\d/ }).count()).toBe(0);
    await useTool(inès.page, "Les règles du café", "Garder dans mes repères");
    await nav.getByRole("link", { name: "Repères" }).click();
    const kept = inès.page.getByRole("listitem").filter({ hasText: "Les règles du café" });
    await kept.getByRole("button", { name: "Retirer" }).click();
    await inès.page.getByText("Aucun repère pour l’instant.").waitFor();
    await openRoom(inès.page, "Le café");
    await side.getByRole("button", { name: "Fermer" }).click();
  });

  it("is a draft too, on every device of hers", async () => {
    const other = await house.visitor();
    await signIn(other.page, "Inès Marchetti");
    await openRoom(other.page, "Le café");
    await composer(inès.page).fill("Je voulais dire");
    await expect.poll(() => composer(other.page).inputValue()).toBe("Je voulais dire");
    await composer(other.page).fill("Je voulais dire merci.");
    await expect.poll(() => composer(inès.page).inputValue()).toBe("Je voulais dire merci.");
    await composer(inès.page).press("Enter");
    await messageSaying(hélène.page, "Je voulais dire merci.").waitFor();
    await expect.poll(() => composer(other.page).inputValue()).toBe("");
  });
});

describe("a message elsewhere", () => {
  it("is passed on without its words, which each reads through her own access", async () => {
    await useTool(hélène.page, "Les règles du café", "Transmettre");
    const dialog = hélène.page.getByRole("dialog", { name: "Transmettre le message" });
    await dialog.getByLabel("Un mot avec").fill("À lire.");
    const where = await dialog.getByRole("button", { name: /Où/ }).innerText();
    expect(where).not.toContain("Le café");
    await dialog.getByRole("button", { name: "Transmettre" }).click();
    await expect.poll(() => dialog.count()).toBe(0);
    await openRoom(hélène.page, "Bienvenue");
    await messageSaying(hélène.page, "À lire.").getByText("Les règles du café : on s’écoute.").waitFor();
    await openRoom(hélène.page, "Le café");
  });

  it("is opened by its address, in its place", async () => {
    const target = messageSaying(inès.page, "Où tirer du baryté");
    await target.waitFor();
    await inès.page.evaluate(() => {
      Object.assign(navigator.clipboard, { writeText: async (text: string) => Object.assign(window, { kept: text }) });
    });
    await useTool(inès.page, "Où tirer du baryté", "Copier le lien");
    const link = await inès.page.evaluate(() => (window as unknown as { kept: string }).kept);
    await hélène.page.goto(link);
    const there = messageSaying(hélène.page, "Où tirer du baryté");
    await expect.poll(() => there.evaluate((row) => row === document.activeElement)).toBe(true);
  });
});

it("complained about nothing on the way", () => expectNoComplaints(hélène, inès));
