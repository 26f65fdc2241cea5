import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { connectDatabase, databaseUri, isExternal } from "../support.ts";
import { differenceOf, EXCUSED, isExcused } from "./differences.ts";
import { GROUPS } from "./groups.ts";

const database = await connectDatabase(await databaseUri());
const excused = isExternal && (await isExcused(database));

/** A refusal is told by its number alone: the words are each engine's own. */
async function answerOf(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    const { code } = error as { code?: number };
    if (typeof code !== "number") throw error;
    return { code };
  }
}

for (const { number, title, cases } of GROUPS) {
  describe(`${number}. ${title}`, () => {
    for (const [at, { name, gives, run }] of cases.entries()) {
      const difference = excused ? differenceOf(number, name) : undefined;
      it(`${number}.${at + 1} ${name}`, async () => {
        const rows = database.collection(`conformance_${randomBytes(6).toString("hex")}`);
        const answer = await answerOf(run(rows, database));
        await rows.drop();
        expect(answer).toEqual(difference ? difference.gives : gives);
      });
    }
  });
}

const HERE = fileURLToPath(new URL(".", import.meta.url));
const total = GROUPS.reduce((sum, { cases }) => sum + cases.length, 0);

/** The rows of the README's table that are made from the groups. */
function table(): string {
  return [
    ...GROUPS.map(({ number, title, cases }) => `| ${number} | ${title} | ${cases.length} |`),
    `| | All | ${total} |`,
  ].join("\n");
}

describe("the suite", () => {
  it("has at least 400 cases, as many as its README says", () => {
    expect(total).toBeGreaterThanOrEqual(400);
    expect(readFileSync(join(HERE, "README.md"), "utf8")).toContain(table());
  });

  it("excuses the other engine in cases that there are, and in few", () => {
    const names = new Set(GROUPS.flatMap(({ number, cases }) => cases.map(({ name }) => `${number} ${name}`)));
    expect(EXCUSED.filter((name) => !names.has(name))).toEqual([]);
    expect(EXCUSED.length).toBeLessThan(total / 20);
  });

  it("names every case of a group once", () => {
    for (const { cases } of GROUPS) expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});
