import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import {
  composer,
  openMemberMenu,
  openRoom,
  sanction,
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
  house = await openHouse("four");
  [hélène, inès, fatou, alix] = await Promise.all([house.visitor(), house.visitor(), house.visitor(), house.visitor()]);
});
afterAll(() => house.close());

/** Milliseconds between pressing Enter here and seeing the text there. */
async function crossing(from: Page, to: Page, text: string): Promise<number> {
  await composer(from).fill(text);
  const started = Date.now();
  await composer(from).press("Enter");
  await to.getByRole("log").getByText(text).waitFor();
  return Date.now() - started;
}

it("opens the community by its set-up link, once", async () => {
  const link = house.setupLink();
  await signUpAsAdministrator(hélène.page, link, "Hélène Roche");
  expect(hélène.page.url()).not.toContain("#");
  await fatou.page.goto(link);
  await fatou.page.getByText("Ce lien ne vaut plus").waitFor();
});

it("lets members sign up and talk live, both ways, within a second", async () => {
  await Promise.all([
    signUp(inès.page, "Inès Marchetti"),
    signUp(fatou.page, "Fatou Diarra"),
    signUp(alix.page, "Alix Brosses"),
  ]);
  await Promise.all([hélène, inès, fatou, alix].map(({ page }) => openRoom(page, "Le café")));
  const times: number[] = [];
  for (const round of [1, 2, 3]) {
    times.push(await crossing(inès.page, fatou.page, `Bonjour Fatou, fois ${round}`));
    times.push(await crossing(fatou.page, inès.page, `Bonjour Inès, fois ${round}`));
  }
  console.log(`Sent to seen, six messages: ${times.join(", ")} ms`);
  expect(Math.min(...times)).toBeLessThan(1_000);
  expect(await shownTexts(inès.page)).toEqual(await shownTexts(fatou.page));
});

it("shows a private request without its text until it is asked for, then opens the conversation", async () => {
  await openMemberMenu(inès.page, "Fatou Diarra");
  await inès.page.getByRole("menuitem", { name: "Lui écrire" }).click();
  const dialog = inès.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Poser une question" }).check({ force: true });
  await dialog.getByLabel("Votre message").fill("Tu as encore la clé du labo ?");
  await dialog.getByRole("button", { name: "Envoyer la demande" }).click();

  await fatou.page
    .getByRole("link", { name: /IM.*souhaite vous écrire/ })
    .first()
    .click();
  await fatou.page.getByText("Poser une question").first().waitFor();
  expect(await fatou.page.content()).not.toContain("clé du labo");
  expect(await fatou.page.getByRole("main").textContent()).not.toContain("Inès Marchetti");
  await fatou.page.getByRole("button", { name: "Afficher le texte" }).click();
  await fatou.page.getByText("Tu as encore la clé du labo ?").waitFor();
  await fatou.page.getByRole("button", { name: "Accepter" }).click();
  await composer(fatou.page).waitFor();
  await write(fatou.page, "Oui, je te la rends jeudi");
  await inès.page.getByRole("log").getByText("Oui, je te la rends jeudi").waitFor();
  await crossing(inès.page, fatou.page, "Merci, à jeudi");
});

it("shows a mute in every open tab, with its reason and its end", async () => {
  const second = await alix.context.newPage();
  await second.goto(alix.page.url());
  await second.getByRole("log", { name: "Messages de Le café" }).waitFor();
  await sanction(hélène.page, { name: "Alix Brosses", kind: "Sourdine", everywhere: false });
  for (const page of [alix.page, second]) {
    await page.getByText(/Vous êtes en sourdine dans Le café jusqu/).waitFor();
    await page
      .getByText(/Harcèlement/)
      .first()
      .waitFor();
    expect(await composer(page).count()).toBe(0);
  }
  expect(await composer(fatou.page).count()).toBe(1);
  await second.close();
});

it("cuts the live screen of an excluded member, and tells her why, until when and how to appeal", async () => {
  const stay = await alix.context.newPage();
  await stay.goto(alix.page.url());
  await stay.getByRole("log", { name: "Messages de Le café" }).waitFor();
  await sanction(hélène.page, { name: "Alix Brosses", kind: "Exclusion", everywhere: true });
  for (const page of [alix.page, stay]) {
    await page.getByRole("heading", { name: /Votre accès est fermé/ }).waitFor();
    await page.getByText("Trois messages insistants après un refus.").waitFor();
    await page
      .getByText(/moderation@exemple\.fr/)
      .first()
      .waitFor();
    expect(await page.getByRole("log", { name: /Messages de/ }).count()).toBe(0);
    expect(await page.content()).not.toContain("Bonjour Fatou");
  }
  const read = await alix.context.request.post("/api/calls/conversation/list", {
    data: {},
    headers: { origin: house.server.url },
  });
  expect(read.status()).toBe(403);
  await alix.page.reload();
  await alix.page.getByRole("heading", { name: /Votre accès est fermé/ }).waitFor();
});

it("shows the same after a reload", async () => {
  await openRoom(inès.page, "Le café");
  const written = async () => (await shownTexts(inès.page)).filter((text) => text !== "");
  await expect.poll(async () => (await written()).length).toBe(6);
  const before = await written();
  await inès.page.reload();
  await inès.page
    .getByRole("log", { name: "Messages de Le café" })
    .getByText(before.at(-1) ?? "")
    .waitFor();
  await expect.poll(written).toEqual(before);
});

it("complained about nothing on the way", () => {
  expectNoComplaints(hélène, inès, fatou, alix);
});
