import { expect, it } from "vitest";
import { z } from "zod";
import { ERROR_STATUS } from "../../shared/errors.ts";
import { RATES } from "../../shared/limits.ts";
import { CALL_NAMES, REGISTRY } from "../../shared/registry.ts";

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return `\`\`\`json\n${JSON.stringify(shape, null, 2)}\n\`\`\``;
};

/** The reference of every call, from the registry alone. */
function reference(): string {
  const calls = CALL_NAMES.map((name) => {
    const { summary, audience, place, rate, transports, errors, input, output } = REGISTRY[name];
    const { points, perMs } = RATES[rate];
    return [
      `## ${name}`,
      summary,
      `\`POST /api/calls/${name.replace(":", "/")}\` · who: ${audience} · place: ${place} · over: ${transports.join(", ")} · at most ${points} in ${perMs / 1_000} s · own errors: ${errors.join(", ") || "none"}`,
      "Input:",
      schemaOf(input, "input"),
      "Answer:",
      schemaOf(output, "output"),
    ].join("\n\n");
  });
  const codes = Object.entries(ERROR_STATUS).map(([code, status]) => `| ${code} | ${status} |`);
  return [
    "# Calls",
    "Made from the registry in `shared/` by a test (`npx vitest run --project shared -u` writes it anew); do not edit.",
    'Over HTTP a call is `POST /api/calls/<noun>/<verb>` with a JSON body, a session cookie from a page of the same origin or `Authorization: Bearer <access token>`. Over the socket it is the event `call` with the name, the input and an acknowledgement. The answer is `{ "ok": true, "data": … }` or `{ "ok": false, "error": { "code", "message", "fields"?, "retryAfterMs"?, "details"? } }`.',
    ["| code | HTTP status |", "| --- | --- |", ...codes].join("\n"),
    ...calls,
    "",
  ].join("\n\n");
}

it("docs/api.md tells every call as the registry has it", async () => {
  await expect(reference()).toMatchFileSnapshot("../../docs/api.md");
});
