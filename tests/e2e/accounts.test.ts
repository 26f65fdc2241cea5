import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { cookiesOf, kept, statusWith } from "../support/device.ts";
import { type House, openHouse } from "../support/house.ts";
import { addressOf, composer, openRoom, press, signIn, signUp, toldOf, trySignIn, write } from "../support/journeys.ts";
import { PASSWORD } from "../support/password.ts";

const NEXT_PASSWORD = "encore une phrase, tout autre";
const SECRET = "Rendez-vous au labo à neuf heures";
/** Less than any look-again of the client: what comes this soon was sent to it. */
const LIVE = { timeout: 5_000 };

let house: House;
let desk: Visitor;
let phone: Visitor;
/** Of Inès, now. */
let password = PASSWORD;

beforeAll(async () => {
  house = await openHouse("accounts");
  [desk, phone] = await Promise.all([house.visitor(), house.visitor()]);
  await signUp(desk.page, "Inès Marchetti");
  await openRoom(desk.page, "Le café");
  await write(desk.page, SECRET);
  await desk.page.getByRole("log").getByText(SECRET).waitFor();
});
afterAll(() => house.close());

async function openSettings(visitor: Visitor): Promise<void> {
  await enter(visitor);
  const { page } = visitor;
  await page.goto("/reglages");
  await page.getByRole("heading", { level: 1, name: "Réglages" }).waitFor();
}

/** Inès signs in, unless she is, and reads. */
async function enter(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  if ((await statusOf(visitor)) === 200) await page.goto("/");
  else await signIn(page, "Inès Marchetti", password);
  await openRoom(page, "Le café");
  await page.getByRole("log").getByText(SECRET).waitFor();
}

/** Her screen was cut without a gesture of hers, and shows nothing of the community any more. */
async function seeSignedOut(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Vous revoilà." }).waitFor(LIVE);
  expect(await page.getByRole("log", { name: /Messages de/ }).count()).toBe(0);
  expect(await page.content()).not.toContain(SECRET);
}

const statusOf = async (visitor: Visitor) => statusWith(house.server.url, await cookiesOf(visitor));

describe("at the door", () => {
  it("says the same sentence for a wrong password as for an unknown address, and keeps the address", async () => {
    const { page } = phone;
    const said: string[] = [];
    for (const name of ["Inès Marchetti", "Personne Du Tout"]) {
      await trySignIn(page, name, "ce n'est pas la bonne");
      await page.getByRole("alert").waitFor();
      expect(await page.getByLabel("Adresse électronique").inputValue()).toBe(addressOf(name));
      said.push(await page.getByRole("alert").innerText());
    }
    expect(said[0]).toMatch(/L’adresse ou le mot de passe ne correspond pas/);
    expect(said[1]).toBe(said[0]);
    expect(await page.getByRole("navigation").getByRole("link", { name: "Le café" }).count()).toBe(0);
    await enter(phone);
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("shows a short password and a taken name at their fields, with focus there, then opens the account", async () => {
    const { page, context, complaints } = await house.visitor();
    await page.goto("/inscription");
    const name = page.getByLabel("Nom affiché");
    const password = page.getByLabel("Mot de passe", { exact: true });
    const send = page.getByRole("button", { name: "Créer mon compte" });
    await name.fill("inès  marchetti");
    await page.getByLabel("Adresse électronique").fill("nouvelle@exemple.fr");
    await password.fill("trop court");
    await send.click();
    await expect.poll(() => toldOf(password)).toMatchObject({ invalid: true, focused: true });
    expect((await toldOf(password)).words).toMatch(/15 caractères au moins\. Une phrase/);
    expect((await toldOf(name)).invalid).toBe(false);

    await password.fill(PASSWORD);
    await send.click();
    await expect.poll(() => toldOf(name)).toMatchObject({ invalid: true, focused: true });
    expect((await toldOf(name)).words).toMatch(/Ce nom est déjà celui d’une membre/);
    expect((await toldOf(password)).invalid).toBe(false);
    expect(await password.inputValue()).toBe(PASSWORD);

    await name.fill("Inès Marchetti, Nantes");
    expect((await toldOf(name)).invalid).toBe(false);
    await send.click();
    await page.getByRole("navigation").getByRole("link", { name: "Le café" }).waitFor();
    // The refusal of the name, as the browser reports it.
    expect(complaints).toEqual([expect.stringContaining("status of 400")]);
    await context.close();
  });
});

describe("her choices", () => {
  it("change the language at once, and keep it through a reload", async () => {
    const { page } = desk;
    await openSettings(desk);
    const steps = [
      { choice: "English", title: "Settings", language: "en" },
      { choice: "Français", title: "Réglages", language: "fr" },
    ];
    for (const { choice, title, language } of steps) {
      await page.getByRole("radio", { name: choice }).check({ force: true });
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await page.reload();
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
    }
  });

  it("change the light at once, and keep it through a reload, on this device alone", async () => {
    const light = ({ page }: Visitor) => page.locator("html").getAttribute("data-light");
    await openSettings(desk);
    expect(await light(desk)).toBe("claire");
    await desk.page.getByRole("button", { name: "Passer en chambre noire" }).click();
    await expect.poll(() => light(desk)).toBe("noire");
    await desk.page.reload();
    await desk.page.getByRole("button", { name: "Passer en chambre claire" }).waitFor();
    expect(await light(desk)).toBe("noire");
    expect(await desk.page.getByRole("radio", { name: "Chambre noire" }).isChecked()).toBe(true);
    await phone.page.reload();
    await phone.page.getByRole("button", { name: "Passer en chambre noire" }).waitFor();
    expect(await light(phone)).toBe("claire");
  });
});

describe("her sessions", () => {
  it("lists both browsers, and closing the other one cuts its open screen", async () => {
    await Promise.all([enter(phone), openSettings(desk)]);
    const sessions = desk.page.getByRole("region", { name: "Mes sessions" }).getByRole("listitem");
    await expect.poll(() => sessions.count()).toBe(2);
    expect(await sessions.filter({ hasText: "Cet appareil" }).count()).toBe(1);
    expect(await sessions.filter({ hasText: "Cet appareil" }).getByRole("button").count()).toBe(0);

    await desk.page.getByRole("button", { name: /^Fermer la session/ }).click();
    await seeSignedOut(phone.page);
    await expect.poll(() => sessions.count()).toBe(1);
    expect([await statusOf(desk), await statusOf(phone)]).toEqual([200, 401]);
    await phone.page.reload();
    await seeSignedOut(phone.page);
  });

  it("changes the password only with the present one, keeps this session and ends the other", async () => {
    await Promise.all([enter(phone), openSettings(desk)]);
    const { page } = desk;
    const current = page.getByLabel("Mot de passe actuel");
    const change = async (given: string) => {
      await current.fill(given);
      await page.getByLabel("Nouveau mot de passe").fill(NEXT_PASSWORD);
      await page.getByRole("button", { name: "Changer le mot de passe" }).click();
    };
    await change("ce n'est pas la bonne");
    await expect.poll(() => toldOf(current)).toMatchObject({ invalid: true, focused: true });
    expect((await toldOf(current)).words).toMatch(/Ce n’est pas votre mot de passe actuel/);
    expect(await statusOf(phone)).toBe(200);

    await change(PASSWORD);
    await page.getByRole("alertdialog").getByText("Mot de passe changé.").waitFor();
    password = NEXT_PASSWORD;
    await seeSignedOut(phone.page);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Réglages" }).waitFor();
    await trySignIn(phone.page, "Inès Marchetti", PASSWORD);
    await phone.page.getByRole("alert").waitFor();
    await enter(phone);
  });

  it("signs out everywhere once that is confirmed, and not when it is cancelled", async () => {
    await Promise.all([enter(phone), openSettings(desk)]);
    const { page } = desk;
    const ask = () => page.getByRole("button", { name: "Se déconnecter partout" }).click();
    const dialog = page.getByRole("alertdialog", { name: /Se déconnecter partout/ });
    await ask();
    await dialog.getByRole("button", { name: "Annuler" }).click();
    await expect.poll(() => dialog.count()).toBe(0);
    expect([await statusOf(desk), await statusOf(phone)]).toEqual([200, 200]);
    await ask();
    // This call goes over HTTP: it meets an access that has ended, has it renewed, and is made again.
    await desk.context.clearCookies({ name: "access" });
    await dialog.getByRole("button", { name: "Se déconnecter partout" }).click();
    await seeSignedOut(phone.page);
    await page.getByRole("heading", { name: /Quelqu’une répond/ }).waitFor(LIVE);
    expect([await statusOf(desk), await statusOf(phone)]).toEqual([401, 401]);
  });

  it("renews an access that has ended by itself, but not a session of which nothing is left", async () => {
    const { page, context } = desk;
    const names = async () => (await context.cookies()).map(({ name }) => name).sort();
    await enter(desk);
    expect(await names()).toEqual(["access", "refresh"]);
    await context.clearCookies({ name: "access" });
    await page.reload();
    await page.getByRole("log").getByText(SECRET).waitFor();
    expect(await names()).toEqual(["access", "refresh"]);

    await context.clearCookies();
    await page.reload();
    await seeSignedOut(page);
  });
});

const exits: [string, (page: Page) => Promise<void>][] = [
  ["by its button", (page) => page.getByRole("link", { name: "Quick exit" }).click()],
  ["by Escape three times", (page) => press(page, "Escape", 3)],
];

it.each(exits)("the quick exit leaves at once %s, and nothing of her account stays", async (_way, leave) => {
  const visitor = await house.visitor();
  const { page, context, complaints } = visitor;
  await context.route("https://fr.wikipedia.org/**", (route) =>
    route.fulfill({ body: "<h1>Ailleurs</h1>", contentType: "text/html" }),
  );
  await enter(visitor);
  await composer(page).fill("un brouillon à ne montrer à personne");
  await openSettings(visitor);
  // Renewed once, so that there is a note of that too.
  await context.clearCookies({ name: "access" });
  await page.reload();
  await page.getByRole("radio", { name: "English" }).check({ force: true });
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  const { keys, databases } = await kept(page);
  expect(keys).toEqual(["account", expect.stringMatching(/^draft:/), "language", "session-renewed-at"]);
  expect(databases).toBe(1);
  const cookies = await cookiesOf(visitor);

  await leave(page);
  await page.getByRole("heading", { name: "Ailleurs" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Ailleurs" }).waitFor();

  const anew = await context.newPage();
  await anew.goto("/");
  await anew.getByRole("heading", { name: /Someone answers/ }).waitFor();
  await expect.poll(() => kept(anew)).toEqual({ keys: ["language"], databases: 0 });
  // She waits for no answer: the server hears of it in its own time.
  await expect.poll(() => statusWith(house.server.url, cookies)).toBe(401);
  expect(new Set(complaints)).toEqual(new Set(["asked another host: https://fr.wikipedia.org"]));
  await context.close();
});

it("complained about nothing on the way", () => expectNoComplaints(desk, phone));
