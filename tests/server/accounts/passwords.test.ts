import { describe, expect, it } from "vitest";
import { passwordProblem } from "../../../server/features/accounts/password-rules.ts";
import { createPasswords } from "../../../server/features/accounts/passwords.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { PASSWORD, SECRET } from "./fixture.ts";

const COST = 4;
const passwords = createPasswords({ secret: SECRET, cost: COST });

describe("a password", () => {
  it("is known again, and no other is", async () => {
    const hash = await passwords.hash(PASSWORD);
    expect(await passwords.matches(PASSWORD, hash)).toBe(true);
    expect(await passwords.matches(`${PASSWORD} `, hash)).toBe(false);
    expect(hash).not.toContain(PASSWORD);
  });

  it("counts beyond its 72nd byte", async () => {
    const start = "é".repeat(36);
    const hash = await passwords.hash(`${start}une fin`);
    expect(Buffer.byteLength(start), "the premise").toBe(72);
    expect(await passwords.matches(`${start}une fin`, hash)).toBe(true);
    expect(await passwords.matches(`${start}une autre fin`, hash)).toBe(false);
    expect(await passwords.matches(start, hash)).toBe(false);
  });

  it("counts beyond a NUL", async () => {
    const hash = await passwords.hash("quinze lettres\u0000 et la suite");
    expect(await passwords.matches("quinze lettres\u0000 et autre chose", hash)).toBe(false);
  });

  it("is the same however its accents are typed", async () => {
    const hash = await passwords.hash("élève à l'œuvre".normalize("NFC"));
    expect(await passwords.matches("élève à l'œuvre".normalize("NFD"), hash)).toBe(true);
  });

  it("is worth nothing with another server's secret", async () => {
    const hash = await passwords.hash(PASSWORD);
    expect(await createPasswords({ secret: `${SECRET}!`, cost: COST }).matches(PASSWORD, hash)).toBe(false);
  });

  it("matches nobody where there is no account", async () => {
    expect(await passwords.matches(PASSWORD, null)).toBe(false);
  });

  it("waits its turn, and is sent away when too many wait", async () => {
    const room = LIMITS.hashesAtOnce + LIMITS.hashesQueued;
    const asked = await Promise.allSettled(Array.from({ length: room + 3 }, () => passwords.hash(PASSWORD)));
    const refused = asked.filter((one) => one.status === "rejected");
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(["BUSY", "BUSY", "BUSY"]);
    expect(await passwords.matches(PASSWORD, await passwords.hash(PASSWORD)), "there is room again").toBe(true);
  });
});

describe("a new password", () => {
  const person = { email: "helene.roche@atelier-lumiere.fr", displayName: "Hélène Roche" };

  it.each([
    "motdepassemotdepasse",
    "Mot de passe 1234",
    "passwordpassword",
    "P@ssw0rdP@ssw0rd!",
    "azertyuiop12345",
    "Azertyuiop123456789!",
    "qwertyuiopasdfgh",
    "1qaz2wsx3edc4rfv",
    "poiuytrezaqsdfg",
    "123456789012345",
    "987654321098765",
    "aaaaaaaaaaaaaaa",
    "abababababababab",
    "soleilsoleilsoleil",
    "chat chat chat chat",
    "lune lune lune lune lune",
    "abcdefghijklmnop",
    "correct horse battery staple",
    "Liberté, égalité, fraternité",
    "je t'aime je t'aime 2024",
    "bienvenue bonjour 1998",
  ])("is refused when everybody tries it: %s", (password) => {
    expect([...password].length, "the premise: long enough").toBeGreaterThanOrEqual(LIMITS.password.min);
    expect(passwordProblem(password, person)).toBe("common");
  });

  it.each([
    "ellesfontlaculture",
    "Elles font la culture 2026!",
    "photographe1234567",
    "photographe-photographie",
    "helene.roche.1987",
    "Hélène Roche 2024 !!!",
    "atelier-lumiere.fr",
    "rochehelenephoto",
  ])("is refused when it is this place or herself: %s", (password) => {
    expect([...password].length, "the premise: long enough").toBeGreaterThanOrEqual(LIMITS.password.min);
    expect(passwordProblem(password, person)).toBe("context");
  });

  it.each([
    PASSWORD,
    "vingt chevaux dans la brume",
    "Xk7-pqLm2-vTz9r",
    "photographe de nuit sous la pluie",
    "Hélène aime les agrumes confits",
    "тихая вода подмывает берега",
    "水面に映る月は静かに揺れる音がする",
    "🦊🌊🍋🚲🎻🪁🧵🐝🥨🛶🌵🪴🧭🎏🦉",
    "azerty plus trois guitares bleues",
  ])("is accepted otherwise: %s", (password) => {
    expect(passwordProblem(password, person)).toBeUndefined();
  });

  it("is judged quickly however it is made", () => {
    const rows = "1a2z3e4r5t6y".repeat(22).slice(0, LIMITS.password.max);
    expect(passwordProblem(rows, person)).toBe("common");
  });
});
