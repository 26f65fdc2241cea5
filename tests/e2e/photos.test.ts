import type { Locator, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goodFiles } from "../server/photos/corpus/good.ts";
import { CREDIT } from "../server/photos/corpus/metadata.ts";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import { composer, openRoom, signUp, signUpAsAdministrator, useTool } from "../support/journeys.ts";

let house: House;
let hélène: Visitor;
let inès: Visitor;
let full: Buffer<ArrayBuffer>;

beforeAll(async () => {
  house = await openHouse("photos");
  [hélène, inès] = await Promise.all([house.visitor(), house.visitor()]);
  await signUpAsAdministrator(hélène.page, house.setupLink(), "Hélène Roche");
  await signUp(inès.page, "Inès Marchetti");
  await Promise.all([hélène, inès].map(({ page }) => openRoom(page, "Le café")));
  full = Buffer.from((await goodFiles.find(({ says }) => says === "all")?.make()) ?? []);
});
afterAll(() => house.close());

const picture = async (width: number, height: number, background: string) => ({
  name: `${background}.jpg`,
  mimeType: "image/jpeg",
  buffer: await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer(),
});
const tray = (page: Page) => page.getByRole("region", { name: "Photos à envoyer" });
const choose = (page: Page, files: Awaited<ReturnType<typeof picture>>[]) =>
  page.locator('input[type="file"]').first().setInputFiles(files);
const send = (page: Page) => page.getByRole("button", { name: "Envoyer" });
const sees = async (image: Locator) => {
  await image.waitFor();
  await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
};

describe("a photo", () => {
  it("says what is taken out of it and what stays before it is sent, and is then seen by the others", async () => {
    await choose(inès.page, [{ name: "rideau.jpg", mimeType: "image/jpeg", buffer: full }]);
    await tray(inès.page).getByText("lieu", { exact: false }).waitFor();
    await tray(inès.page).getByText(CREDIT.creator, { exact: false }).waitFor();
    await tray(inès.page).getByLabel("Ce que montre la photo 1").fill("Un rideau rouge");
    await tray(inès.page).getByLabel("Légende de la photo 1").fill("Coulisses");
    await send(inès.page).click();
    await expect.poll(() => tray(inès.page).count()).toBe(0);
    for (const { page } of [inès, hélène]) {
      const frame = page.getByRole("button", { name: "Ouvrir la photo 1 sur 1 : Un rideau rouge" });
      await sees(frame.locator("img"));
      await page.getByText("Coulisses").waitFor();
    }
  });

  it("opens large by keyboard, leads to the next, and gives focus back", async () => {
    const { page } = inès;
    await choose(page, [await picture(1200, 800, "red"), await picture(800, 1200, "blue")]);
    await tray(page).getByLabel("Ce que montre la photo 2").waitFor();
    await tray(page).getByLabel("Ce que montre la photo 1").fill("Rouge");
    await tray(page).getByLabel("Ce que montre la photo 2").fill("Bleue");
    await tray(page).getByRole("button", { name: "Avancer la photo 2" }).click();
    await expect.poll(() => send(page).isEnabled()).toBe(true);
    await composer(page).fill("Deux vues");
    await send(page).click();
    const frame = hélène.page.getByRole("button", { name: "Ouvrir la photo 1 sur 2 : Bleue" });
    await sees(frame.locator("img"));
    await frame.press("Enter");
    const viewer = hélène.page.getByRole("dialog");
    await sees(viewer.getByRole("img", { name: "Bleue" }));
    await hélène.page.keyboard.press("ArrowRight");
    await sees(viewer.getByRole("img", { name: "Rouge" }));
    await hélène.page.keyboard.press("z");
    await expect
      .poll(() => viewer.getByRole("img", { name: "Rouge" }).evaluate((image) => image.getBoundingClientRect().width))
      .toBe(1200);
    await hélène.page.keyboard.press("Escape");
    await expect.poll(() => viewer.count()).toBe(0);
    await expect.poll(() => frame.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it("is never cut: each shows in its own proportions", async () => {
    const frames = hélène.page.getByRole("figure", { name: "Album de 2 photos" }).locator("img");
    const ratios = await frames.evaluateAll((images) =>
      images.map((image) => {
        const { width, height } = image.getBoundingClientRect();
        return Math.round((width / height) * 100);
      }),
    );
    expect(ratios.map((ratio, index) => Math.abs(ratio - [67, 150][index]!) <= 2)).toEqual([true, true]);
  });

  it("is found on the contact sheet, and gone from everywhere with its message", async () => {
    const { page } = hélène;
    await page.getByRole("button", { name: "Plus", exact: true }).click();
    await page.getByRole("menuitem", { name: "Planche-contact" }).click();
    await sees(page.getByRole("list", { name: "Planche-contact" }).locator("img").first());
    expect(await page.getByRole("list", { name: "Planche-contact" }).locator("img").count()).toBe(3);
    await useTool(inès.page, "Deux vues", "Supprimer");
    await inès.page.getByRole("alertdialog").getByRole("button", { name: "Supprimer" }).click();
    await expect.poll(() => page.getByRole("list", { name: "Planche-contact" }).locator("img").count()).toBe(1);
    await expect.poll(() => page.getByRole("figure", { name: "Album de 2 photos" }).count()).toBe(0);
  });
});

describe("a file that is no photo", () => {
  it("says why at its place, and the words stay", async () => {
    const { page } = inès;
    await composer(page).fill("Avec une photo");
    await choose(page, [{ name: "faux.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html>".repeat(50)) }]);
    await tray(page).getByRole("alert").getByText("Ce fichier n’est pas une photo.", { exact: false }).waitFor();
    expect(await send(page).isDisabled()).toBe(true);
    await tray(page).getByRole("button", { name: "Retirer la photo 1" }).click();
    expect(await composer(page).inputValue()).toBe("Avec une photo");
    await composer(page).fill("");
  });
});

it("is taken, shown and opened on a phone, within the width", async () => {
  const { page } = hélène;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await openRoom(page, "Le café");
  await choose(page, [await picture(1200, 800, "green")]);
  await tray(page).getByLabel("Ce que montre la photo 1").fill("Verte");
  await expect.poll(() => send(page).isEnabled()).toBe(true);
  await send(page).click();
  const frame = page.getByRole("button", { name: "Ouvrir la photo 1 sur 1 : Verte" });
  await sees(frame.locator("img"));
  const isWithin = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  expect(await isWithin()).toBe(true);
  await frame.click();
  await sees(page.getByRole("dialog").getByRole("img", { name: "Verte" }));
  expect(await isWithin()).toBe(true);
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
});

it("complained about nothing", () => {
  // The refusals of the file that is no photo are answers.
  const others = ({ complaints }: Visitor) => complaints.filter((line) => !line.includes("status of 422"));
  expectNoComplaints(...[hélène, inès].map((visitor) => ({ ...visitor, complaints: others(visitor) })));
});
