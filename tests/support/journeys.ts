import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { PASSWORD } from "./password.ts";

/** What a person does with keyboard and pointer, found by role and name as she would find it. */

/** @returns the address with which a person of the tests opens her account */
export function addressOf(name: string): string {
  return `${name.replace(/\W/g, "").toLowerCase()}@exemple.fr`;
}

/** Fills the form of a new account on the page that shows it. */
async function fillAccount(page: Page, name: string): Promise<void> {
  await page.getByLabel("Nom affiché").fill(name);
  await page.getByLabel("Adresse électronique").fill(addressOf(name));
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
}

export async function signUp(page: Page, name: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Créer un compte" }).first().click();
  await fillAccount(page, name);
  await page.getByRole("button", { name: "Créer mon compte" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Le café" }).waitFor();
}

export async function signUpAsAdministrator(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByText("Première administratrice.").waitFor();
  await fillAccount(page, name);
  await page.getByRole("button", { name: "Créer le compte administratrice" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Le café" }).waitFor();
}

/** Fills the form of sign-in and sends it; what comes of it is the caller's to see. */
export async function trySignIn(page: Page, name: string, password: string): Promise<void> {
  await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill(addressOf(name));
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
}

export async function signIn(page: Page, name: string, password = PASSWORD): Promise<void> {
  await trySignIn(page, name, password);
  await page.getByRole("navigation").getByRole("link", { name: "Le café" }).waitFor();
}

export async function openRoom(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await composer(page).waitFor();
}

/** @returns the composer of the conversation that is open */
export function composer(page: Page) {
  return page.getByRole("textbox", { name: /^Écrire (dans|à) / });
}

export async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** @returns the texts of the messages on the page, oldest first */
export async function shownTexts(page: Page): Promise<string[]> {
  return page.getByRole("log").getByRole("article").locator("p[dir=auto]").allInnerTexts();
}

/** Opens the panel of who is in the room, and the menu of one of them. */
export async function openMemberMenu(page: Page, name: string): Promise<void> {
  const panel = page.getByRole("complementary");
  if (!(await panel.isVisible())) await page.getByRole("button", { name: /Voir les membres/ }).click();
  await panel.getByRole("button", { name: `Actions sur ${name}` }).click();
}

export async function sanction(
  page: Page,
  options: { name: string; kind: "Sourdine" | "Exclusion"; everywhere: boolean },
): Promise<void> {
  await openMemberMenu(page, options.name);
  await page.getByRole("menuitem", { name: "Mettre en sourdine ou exclure" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: options.kind }).check({ force: true });
  await dialog
    .getByRole("radio", { name: options.everywhere ? /Dans toute la communauté/ : /Dans Le café/ })
    .check({ force: true });
  await choose(page, "Motif", "Harcèlement");
  await dialog.getByLabel("Les faits").fill("Trois messages insistants après un refus.");
  await dialog.getByRole("button", { name: options.kind === "Sourdine" ? "Mettre en sourdine" : "Exclure" }).click();
  await expect.poll(() => dialog.count()).toBe(0);
}

/** Chooses in a list that a button opens. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole("dialog")
    .getByRole("button", { name: new RegExp(label) })
    .click();
  await page.getByRole("option", { name: option }).click();
}

/** What a reader says of a field beyond its name: whether it is wrong, whether it has focus, the words tied to it. */
export async function toldOf(field: Locator): Promise<{ invalid: boolean; focused: boolean; words: string }> {
  return field.evaluate((element) => ({
    invalid: element.getAttribute("aria-invalid") === "true",
    focused: element === document.activeElement,
    words: (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" "),
  }));
}

/** Presses a key several times, letting it go each time. */
export async function press(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
}

/** @returns the message that says this, in the conversation that is open */
export function messageSaying(page: Page, text: string): Locator {
  return page.getByRole("log").getByRole("article").filter({ hasText: text });
}

/** Goes from wherever she is in the application to a tab of the page of moderation. */
export async function openModeration(page: Page, tab: "Journal" | "Sanctions en cours" | "Membres" | "Salons") {
  await page.getByRole("navigation").getByRole("link", { name: "Modération" }).click();
  await page.getByRole("tab", { name: tab }).click();
  return page.getByRole("tabpanel", { name: tab });
}

/** Asks a member of the open room for a private conversation. */
export async function askToWrite(page: Page, name: string, text: string): Promise<void> {
  await openMemberMenu(page, name);
  await page.getByRole("menuitem", { name: "Lui écrire" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Poser une question" }).check({ force: true });
  await dialog.getByLabel("Votre message").fill(text);
  await dialog.getByRole("button", { name: "Envoyer la demande" }).click();
  await page.getByRole("heading", { name: `${name} n’a pas encore répondu.` }).waitFor();
}

/** Opens the tools of a message by resting the mouse on it, and presses one, on the bar or behind its last button. */
export async function useTool(page: Page, text: string, tool: string): Promise<void> {
  const row = messageSaying(page, text);
  const bar = row.getByRole("toolbar");
  // A list that is still moving takes the row away from under the pointer: she points again.
  await expect
    .poll(async () => {
      await page.mouse.move(0, 0);
      await row.hover();
      return bar.isVisible();
    })
    .toBe(true);
  const button = bar.getByRole("button", { name: tool });
  if ((await button.count()) > 0) {
    await button.click();
    return;
  }
  await bar.getByRole("button", { name: "Plus d’actions" }).click();
  await page.getByRole("menuitem", { name: tool }).click();
}
