import { afterAll, beforeAll, expect, it } from "vitest";
import { expectNoComplaints, type Visitor } from "../support/browser.ts";
import { type House, openHouse } from "../support/house.ts";
import { composer, openRoom, shownTexts, signUp, write } from "../support/journeys.ts";

let house: House;
let inès: Visitor;
let fatou: Visitor;

beforeAll(async () => {
  house = await openHouse("outbox");
  [inès, fatou] = await Promise.all([house.visitor(), house.visitor({ width: 390, height: 844 })]);
  await signUp(inès.page, "Inès Marchetti");
  await openRoom(inès.page, "Le café");
  await signUp(fatou.page, "Fatou Diarra");
  await openRoom(fatou.page, "Le café");
});
afterAll(() => house.close());

const unreachable = ["**/socket.io/**", "**/api/**"];

it("keeps what is written without a connection through a reload, and sends it once when there is one", async () => {
  const { page, context } = inès;
  await write(page, "avant la coupure");
  await fatou.page.getByRole("log").getByText("avant la coupure").waitFor();
  for (const address of unreachable) await context.route(address, (route) => route.abort());
  await context.setOffline(true);
  await page
    .getByText(/Hors ligne/)
    .first()
    .waitFor();
  await write(page, "écrit dans le tunnel");
  await write(page, "et encore ceci");
  await page.getByRole("log").getByText("et encore ceci").waitFor();
  expect(await composer(page).inputValue()).toBe("");

  await context.setOffline(false);
  await page.reload();
  await page.getByRole("log").getByText("et encore ceci").waitFor();
  expect(await fatou.page.getByText("écrit dans le tunnel").count()).toBe(0);

  for (const address of unreachable) await context.unroute(address);
  await fatou.page.getByRole("log").getByText("et encore ceci").waitFor();
  const expected = ["avant la coupure", "écrit dans le tunnel", "et encore ceci"];
  await expect.poll(() => shownTexts(fatou.page)).toEqual(expected);
  await expect.poll(() => shownTexts(page)).toEqual(expected);
});

it("keeps a draft for each conversation", async () => {
  await composer(inès.page).fill("une phrase commencée");
  await openRoom(inès.page, "Bienvenue");
  expect(await composer(inès.page).inputValue()).toBe("");
  await openRoom(inès.page, "Le café");
  expect(await composer(inès.page).inputValue()).toBe("une phrase commencée");
  await inès.page.reload();
  await expect.poll(() => composer(inès.page).inputValue()).toBe("une phrase commencée");
});

it("survives the server being killed under it", async () => {
  await composer(inès.page).fill("");
  await house.server.kill();
  await write(inès.page, "dit pendant la panne");
  await house.server.start();
  await fatou.page.getByRole("log").getByText("dit pendant la panne").waitFor();
  expect(await fatou.page.getByRole("log").getByText("dit pendant la panne").count()).toBe(1);
});

it("complained about nothing but the connection", () => {
  const network = /net::ERR_|Failed to load resource|WebSocket/;
  for (const visitor of [inès, fatou]) {
    visitor.complaints.splice(
      0,
      visitor.complaints.length,
      ...visitor.complaints.filter((line) => !network.test(line)),
    );
  }
  expectNoComplaints(inès, fatou);
});
