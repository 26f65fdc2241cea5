import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import {
  composer,
  messageSaying,
  openMemberMenu,
  openModeration,
  openRoom,
  sanction,
  shownTexts,
  signUp,
  signUpAsAdministrator,
  write,
} from "../support/journeys.ts";

let house: House;
/** The administrator, a moderator, two members. */
let hélène: Visitor;
let maud: Visitor;
let inès: Visitor;
let fatou: Visitor;

beforeAll(async () => {
  house = await openHouse("moderation");
  [hélène, maud, inès, fatou] = await Promise.all([house.visitor(), house.visitor(), house.visitor(), house.visitor()]);
  await signUpAsAdministrator(hélène.page, house.setupLink(), "Hélène Roche");
  await Promise.all([
    signUp(maud.page, "Maud Ferrand"),
    signUp(inès.page, "Inès Marchetti"),
    signUp(fatou.page, "Fatou Diarra"),
  ]);
  await Promise.all([hélène, maud, inès, fatou].map(({ page }) => openRoom(page, "Le café")));
});
afterAll(() => house.close());

const rooms = (page: Page) => page.getByRole("navigation");
const journal = ({ page }: Visitor) => page.getByRole("tabpanel", { name: "Journal" });

/** @returns the HTTP status of a call made with the cookies of a visitor, past her interface */
async function statusOf({ context }: Visitor, call: string, data: object): Promise<number> {
  const answer = await context.request.post(`/api/calls/${call}`, { data, headers: { origin: house.server.url } });
  return answer.status();
}

/** Whether a text stands anywhere in the page, also where only a screen reader finds it. */
const holds = async (page: Page, text: string) => (await page.content()).includes(text);

/** The id of the conversation that is open. */
const openId = ({ page }: Visitor) => new URL(page.url()).pathname.replace("/c/", "");

describe("a moderator", () => {
  it("appointed by the administrator finds the page of moderation; a member is refused it", async () => {
    expect(await rooms(maud.page).getByRole("link", { name: "Modération" }).count()).toBe(0);
    const members = await openModeration(hélène.page, "Membres");
    await members.getByRole("button", { name: "Changer le rôle de Maud Ferrand" }).click();
    const dialog = hélène.page.getByRole("alertdialog", { name: /Rôle de Maud Ferrand/ });
    await dialog.getByRole("radio", { name: /^Modératrice/i }).check({ force: true });
    await dialog.getByRole("button", { name: "Changer le rôle" }).click();
    await expect.poll(() => dialog.count()).toBe(0);
    await hélène.page.getByRole("tab", { name: "Journal" }).click();

    const told = await openModeration(maud.page, "Journal");
    await told.getByText(/Hélène Roche a changé le rôle de Maud Ferrand\s: membre, désormais modératrice/).waitFor();
    expect(await maud.page.getByRole("tab", { name: "Salons" }).count()).toBe(0);
    const list = await openModeration(maud.page, "Membres");
    await list.getByRole("button", { name: "Modérer Inès Marchetti" }).waitFor();
    expect(await list.getByRole("button", { name: /Changer le rôle/ }).count()).toBe(0);
    expect(await statusOf(maud, "audit/list", {})).toBe(200);

    await fatou.page.goto("/moderation");
    await fatou.page.getByText("Cette page est réservée aux modératrices.").waitFor();
    expect(await fatou.page.getByRole("tab").count()).toBe(0);
    expect(await statusOf(fatou, "audit/list", {})).toBe(403);
    await openRoom(fatou.page, "Le café");
  });

  it("lifts a mute early, with a reason: the composer comes back in the open tab", async () => {
    await openRoom(maud.page, "Le café");
    await sanction(maud.page, { name: "Inès Marchetti", kind: "Sourdine", everywhere: false });
    await inès.page.getByRole("heading", { name: /Vous êtes en sourdine dans Le café/ }).waitFor();
    expect(await composer(inès.page).count()).toBe(0);
    await journal(hélène)
      .getByText(/Maud Ferrand a mis Inès Marchetti en sourdine dans Le café/)
      .waitFor();

    const sanctions = await openModeration(maud.page, "Sanctions en cours");
    await sanctions.getByRole("button", { name: "Lever la sanction de Inès Marchetti" }).click();
    const dialog = maud.page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Lever la sanction" }).click();
    await dialog.getByText(/Dites pourquoi/).waitFor();
    expect(await composer(inès.page).count()).toBe(0);
    await dialog.getByLabel("Motif de la levée").fill("Elle s'est excusée.");
    await dialog.getByRole("button", { name: "Lever la sanction" }).click();
    await sanctions.getByText("Aucune sanction n’est en cours.").waitFor();
    await composer(inès.page).waitFor();
    await write(inès.page, "Pardon pour tout à l'heure");
    await messageSaying(fatou.page, "Pardon pour tout à l'heure").waitFor();
    await journal(hélène)
      .getByText(/Maud Ferrand a levé la sourdine de Inès Marchetti/)
      .waitFor();
    await journal(hélène).getByText("Elle s'est excusée.").waitFor();
  });

  it("removes the message of another for everybody, live and after a reload; a member cannot", async () => {
    const text = "Voici l'adresse privée de quelqu'un";
    await write(inès.page, text);
    await messageSaying(fatou.page, text).hover();
    const tools = (page: Page) => page.getByRole("toolbar", { name: "Actions sur le message" }).getByRole("button");
    const names = () => tools(fatou.page).evaluateAll((found) => found.map((one) => one.getAttribute("aria-label")));
    await expect.poll(names).toEqual(["Réagir", "Répondre", "Ouvrir un fil", "Plus d’actions"]);

    // Read out to those who do not see: from there too it has to go.
    await fatou.page.getByRole("status").filter({ hasText: text }).waitFor({ state: "attached" });

    await openRoom(maud.page, "Le café");
    await messageSaying(maud.page, text).hover();
    await tools(maud.page)
      .and(maud.page.getByRole("button", { name: "Retirer" }))
      .click();
    const dialog = maud.page.getByRole("alertdialog", { name: "Retirer le message de Inès Marchetti" });
    await dialog.getByLabel(/Pourquoi/).fill("Une adresse privée.");
    await dialog.getByRole("button", { name: "Retirer" }).click();

    const readers = [inès.page, fatou.page, maud.page];
    for (const page of readers) {
      await messageSaying(page, "Message retiré par la modération").waitFor();
      await expect.poll(() => holds(page, text)).toBe(false);
    }
    for (const page of readers) {
      await page.reload();
      await messageSaying(page, "Message retiré par la modération").waitFor();
      await messageSaying(page, "Pardon pour tout à l'heure").waitFor();
      await expect.poll(() => holds(page, text)).toBe(false);
    }
    await journal(hélène)
      .getByText(/Maud Ferrand a retiré un message de Inès Marchetti dans Le café/)
      .waitFor();
    await journal(hélène).getByText("Une adresse privée.").waitFor();
  });
});

describe("a moderator of one room", () => {
  it("sees what holds in her room and lifts it there, without the page of moderation", async () => {
    await openRoom(hélène.page, "Le café");
    await openMemberMenu(hélène.page, "Fatou Diarra");
    await hélène.page.getByRole("menuitem", { name: "Nommer modératrice du salon" }).click();
    await sanction(hélène.page, { name: "Inès Marchetti", kind: "Sourdine", everywhere: false });
    await expect.poll(() => composer(inès.page).count()).toBe(0);

    const { page } = fatou;
    await page
      .getByRole("button", { name: "Plus d’actions" })
      .or(page.getByRole("button", { name: /Actions|Plus/ }))
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Sanctions en cours ici" }).click();
    const dialog = page.getByRole("dialog", { name: "Sanctions dans Le café" });
    await dialog.getByRole("button", { name: "Lever la sanction de Inès Marchetti" }).click();
    const question = page.getByRole("alertdialog", { name: /Lever la sanction de Inès Marchetti/ });
    await question.getByLabel("Motif de la levée").fill("Une méprise.");
    await question.getByRole("button", { name: "Lever la sanction" }).click();
    await composer(inès.page).waitFor();
    await dialog.getByText("Aucune sanction n’est en cours.").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await rooms(page).getByRole("link", { name: "Modération" }).count()).toBe(0);

    await inès.page.getByRole("heading", { level: 1, name: "Le café" }).waitFor();
    expect(await inès.page.getByRole("menuitem", { name: "Sanctions en cours ici" }).count()).toBe(0);
    await openMemberMenu(hélène.page, "Fatou Diarra");
    await hélène.page.getByRole("menuitem", { name: "Retirer la modération du salon" }).click();
  });
});

describe("a room", () => {
  it("opened, renamed, archived and reopened by the administrator shows so in the lists of others", async () => {
    const { page } = hélène;
    expect(await page.getByRole("button", { name: "Ouvrir un salon" }).count()).toBe(1);
    expect(await inès.page.getByRole("button", { name: "Ouvrir un salon" }).count()).toBe(0);
    await rooms(page).getByRole("button", { name: "Ouvrir un salon" }).click();
    const editor = page.getByRole("dialog");
    await editor.getByLabel("Nom").fill("Argentique");
    await editor.getByRole("button", { name: "Ouvrir le salon" }).click();
    await page.getByRole("heading", { level: 1, name: "Argentique" }).waitFor();

    await rooms(inès.page).getByRole("button", { name: "Rejoindre Argentique" }).click();
    await openRoom(inès.page, "Argentique");
    await rooms(fatou.page).getByRole("link", { name: "Argentique" }).waitFor();

    const list = await openModeration(page, "Salons");
    await list.getByRole("button", { name: "Modifier Argentique" }).click();
    await editor.getByLabel("Nom").fill("Argentique et labo");
    await editor.getByRole("button", { name: "Enregistrer" }).click();
    await inès.page.getByRole("heading", { level: 1, name: "Argentique et labo" }).waitFor();
    await rooms(fatou.page).getByRole("link", { name: "Argentique et labo" }).waitFor();
    await write(inès.page, "Qui a encore du papier baryté ?");
    await messageSaying(inès.page, "Qui a encore du papier baryté ?").waitFor();

    await list.getByRole("button", { name: "Archiver Argentique et labo" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Archiver" }).click();
    await inès.page.getByRole("heading", { name: "Ce salon est archivé." }).waitFor();
    expect(await composer(inès.page).count()).toBe(0);
    expect(await shownTexts(inès.page)).toEqual(["Qui a encore du papier baryté ?"]);
    await rooms(inès.page)
      .getByRole("link", { name: /archivé.*Argentique et labo/ })
      .waitFor();
    await expect.poll(() => rooms(fatou.page).getByRole("link", { name: "Argentique et labo" }).count()).toBe(0);

    await list.getByRole("button", { name: "Rouvrir Argentique et labo" }).click();
    await composer(inès.page).waitFor();
    await rooms(fatou.page).getByRole("link", { name: "Argentique et labo" }).waitFor();
    await openModeration(page, "Journal");
    for (const line of [
      /a ouvert le salon Argentique\./,
      /a renommé le salon Argentique en Argentique et labo/,
      /a archivé Argentique et labo/,
      /a rouvert Argentique et labo/,
    ]) {
      await journal(hélène).getByText(line).waitFor();
    }
  });

  it("that she left tells her nothing more until she joins again", async () => {
    await openRoom(inès.page, "Le café");
    const conversationId = openId(inès);
    await inès.page.getByRole("main").getByRole("button", { name: "Plus" }).click();
    await inès.page.getByRole("menuitem", { name: "Quitter le salon" }).click();
    const dialog = inès.page.getByRole("alertdialog", { name: "Quitter Le café" });
    await dialog.getByRole("button", { name: "Quitter le salon" }).click();
    await rooms(inès.page).getByRole("button", { name: "Rejoindre Le café" }).waitFor();

    await write(fatou.page, "Dit pendant qu'elle n'était pas là");
    await messageSaying(maud.page, "Dit pendant qu'elle n'était pas là").waitFor();
    await rooms(inès.page).getByRole("link", { name: "Le café" }).click();
    await inès.page.getByRole("heading", { name: "Vous n’êtes pas encore dans ce salon." }).waitFor();
    expect(await composer(inès.page).count()).toBe(0);
    expect(await holds(inès.page, "Dit pendant")).toBe(false);
    const asked = { conversationId };
    expect(await statusOf(inès, "message/list", asked)).toBe(404);
    expect(await statusOf(maud, "message/list", asked)).toBe(200);

    await inès.page.getByRole("main").getByRole("button", { name: "Rejoindre" }).click();
    await messageSaying(inès.page, "Dit pendant qu'elle n'était pas là").waitFor();
    await write(inès.page, "Me revoilà");
    await messageSaying(fatou.page, "Me revoilà").waitFor();
    // A row is hidden until its height is known.
    await expect.poll(() => shownTexts(inès.page)).toEqual(await shownTexts(fatou.page));
  });
});

it("complained about nothing on the way", () => expectNoComplaints(hélène, maud, inès, fatou));
