import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import {
  composer,
  messageSaying,
  openRoom,
  press,
  signUp,
  signUpAsAdministrator,
  useTool,
  write,
} from "../support/journeys.ts";

let house: House;
let hélène: Visitor;
let inès: Visitor;

beforeAll(async () => {
  house = await openHouse("conversations");
  [hélène, inès] = await Promise.all([house.visitor(), house.visitor()]);
  await signUpAsAdministrator(hélène.page, house.setupLink(), "Hélène Roche");
  await signUp(inès.page, "Inès Marchetti");
  await Promise.all([hélène, inès].map(({ page }) => openRoom(page, "Le café")));
});
afterAll(() => house.close());

describe("a message of mine", () => {
  it("is corrected in its place, for both, and its versions can be read", async () => {
    await write(inès.page, "Vernissage vendredi à 18 h.");
    await messageSaying(hélène.page, "Vernissage vendredi à 18 h.").waitFor();
    await useTool(inès.page, "Vernissage vendredi", "Corriger");
    const field = inès.page.getByRole("textbox", { name: "Votre message" });
    expect(await field.inputValue()).toBe("Vernissage vendredi à 18 h.");
    await field.fill("Vernissage vendredi à 19 h.");
    await field.press("Enter");
    for (const { page } of [inès, hélène]) {
      await messageSaying(page, "Vernissage vendredi à 19 h.").waitFor();
      expect(await messageSaying(page, "Vernissage vendredi à 18 h.").count()).toBe(0);
    }
    await expect.poll(() => composer(inès.page).evaluate((area) => area === document.activeElement)).toBe(true);
    await messageSaying(hélène.page, "Vernissage").getByRole("button", { name: "modifié" }).click();
    const versions = hélène.page.getByRole("dialog", { name: "Les versions du message" });
    await versions.getByText("Vernissage vendredi à 18 h.").waitFor();
    expect(await versions.getByRole("listitem").count()).toBe(2);
    await press(hélène.page, "Escape", 1);
    await expect.poll(() => versions.count()).toBe(0);
  });

  it("comes back for correction with the arrow up, and Escape leaves it as it was", async () => {
    await composer(inès.page).focus();
    await inès.page.keyboard.press("ArrowUp");
    const field = inès.page.getByRole("textbox", { name: "Votre message" });
    await field.fill("");
    expect(await field.inputValue(), "it can be emptied").toBe("");
    await field.fill("Autre chose.");
    await field.press("Escape");
    await expect.poll(() => field.count()).toBe(0);
    await messageSaying(inès.page, "Vernissage vendredi à 19 h.").waitFor();
    expect(await messageSaying(hélène.page, "Autre chose.").count()).toBe(0);
  });

  it("offers its author no correction of what another wrote", async () => {
    await messageSaying(hélène.page, "Vernissage").hover();
    const tools = messageSaying(hélène.page, "Vernissage").getByRole("toolbar");
    await tools.getByRole("button", { name: "Répondre" }).waitFor();
    expect(await tools.getByRole("button", { name: "Corriger" }).count()).toBe(0);
  });
});

describe("a reaction", () => {
  it("is a word that both see at once, that another press joins, and that is taken back", async () => {
    await useTool(hélène.page, "Vernissage", "Réagir");
    await hélène.page.getByRole("menuitem", { name: "bravo" }).click();
    const hers = messageSaying(inès.page, "Vernissage").getByRole("button", { name: /^bravo, 1/ });
    await hers.waitFor();
    expect(await hers.getAttribute("aria-label")).toContain("Hélène Roche");
    expect(await hers.getAttribute("aria-pressed")).toBe("false");
    await hers.click();
    await messageSaying(hélène.page, "Vernissage")
      .getByRole("button", { name: /^bravo, 2/ })
      .waitFor();
    await messageSaying(hélène.page, "Vernissage")
      .getByRole("button", { name: /^bravo, 2/ })
      .click();
    await messageSaying(inès.page, "Vernissage")
      .getByRole("button", { name: /^bravo, 1/ })
      .waitFor();
    await inès.page.reload();
    const kept = messageSaying(inès.page, "Vernissage").getByRole("button", { name: /^bravo, 1/ });
    await kept.waitFor();
    expect(await kept.getAttribute("aria-pressed")).toBe("true");
  });
});

describe("an answer", () => {
  it("quotes what it answers, brings it on the screen, and loses the words with it", async () => {
    await write(hélène.page, "Quelqu’une a-t-elle un passe-partout 40 × 50 ?");
    await messageSaying(inès.page, "passe-partout").waitFor();
    for (let line = 1; line <= 30; line += 1) await write(hélène.page, `Ligne ${line}`);
    await messageSaying(inès.page, "Ligne 30").waitFor();
    await inès.page.getByRole("log", { name: "Messages de Le café" }).press("Home");
    await useTool(inès.page, "passe-partout", "Répondre");
    await inès.page.getByText("En réponse à Hélène Roche").waitFor();
    await inès.page.reload();
    await inès.page.getByText("En réponse à Hélène Roche").waitFor();
    await write(inès.page, "Oui, à l’atelier.");
    await expect.poll(() => inès.page.getByText("En réponse à Hélène Roche").count()).toBe(0);
    const quote = messageSaying(hélène.page, "Oui, à l’atelier.").getByRole("button", {
      name: "Aller au message de Hélène Roche",
    });
    await quote.waitFor();
    expect(await quote.textContent()).toContain("passe-partout");
    await quote.click();
    const asked = messageSaying(hélène.page, "Quelqu’une a-t-elle").filter({ hasNotText: "atelier" });
    await expect.poll(() => asked.evaluate((row) => row === document.activeElement)).toBe(true);
    await asked.hover();
    await asked.getByRole("toolbar").getByRole("button", { name: "Supprimer" }).click();
    await hélène.page.getByRole("alertdialog").getByRole("button", { name: "Supprimer" }).click();
    await messageSaying(inès.page, "Oui, à l’atelier.").getByText("Message disparu").waitFor();
    expect(await inès.page.content()).not.toContain("Quelqu’une a-t-elle");
  });
});

describe("a room with unread messages", () => {
  it("opens at the line of what is new, and at its end once all is read, whatever the rows' heights", async () => {
    await openRoom(inès.page, "Bienvenue");
    for (let line = 1; line <= 24; line += 1) {
      await write(hélène.page, line % 3 === 0 ? `Nouvelle ${line}, ${"longue ".repeat(120)}` : `Nouvelle ${line}`);
    }
    await messageSaying(hélène.page, "Nouvelle 24").waitFor();
    await expect.poll(() => inès.page.getByRole("link", { name: /Le café.*24/ }).count()).toBe(1);
    await openRoom(inès.page, "Le café");
    const log = inès.page.getByRole("log", { name: "Messages de Le café" });
    const fromTop = async () => {
      const [line, box] = await Promise.all([log.getByText("Nouveaux messages").boundingBox(), log.boundingBox()]);
      return line && box ? line.y - box.y : null;
    };
    await expect.poll(fromTop).toBeGreaterThanOrEqual(0);
    expect(await fromTop()).toBeLessThan(160);
    await inès.page.getByRole("button", { name: "Aller au présent" }).click();
    await messageSaying(inès.page, "Nouvelle 24").waitFor();
    await expect.poll(() => inès.page.getByRole("link", { name: /Le café.*\d/ }).count()).toBe(0);

    await openRoom(inès.page, "Bienvenue");
    await openRoom(inès.page, "Le café");
    const below = () => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    await messageSaying(inès.page, "Nouvelle 24").waitFor();
    await expect.poll(below).toBeLessThan(4);
    expect(await inès.page.getByRole("button", { name: "Aller au présent" }).count()).toBe(0);
  });
});

it("complained about nothing on the way", () => {
  expectNoComplaints(hélène, inès);
});
