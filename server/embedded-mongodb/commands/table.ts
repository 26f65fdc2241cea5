import {
  ACCUMULATORS,
  EXPRESSIONS,
  PIPELINE_STAGES,
  PROJECTION_OPERATORS,
  PUSH_MODIFIERS,
  QUERY_FIELD_OPERATORS,
  QUERY_LOGICAL_OPERATORS,
  UPDATE_OPERATORS,
} from "../query/operators.ts";
import { COMMON_FIELDS, type CommandRule, KNOWN_UNSUPPORTED, WHITELIST } from "./whitelist.ts";

/** What is supported, as the Markdown that stands in the README. Made from the lists that requests are checked with. */
export function supportTable(): string {
  const commands = Object.entries(WHITELIST).map(([name, rule]) => {
    return `| \`${name}\` | ${codes(fieldsOf(rule))} | ${codes(refusedOf(rule))} |`;
  });
  const operators: [string, readonly string[]][] = [
    ["query", [...QUERY_LOGICAL_OPERATORS, ...QUERY_FIELD_OPERATORS]],
    ["projection", PROJECTION_OPERATORS],
    ["update", UPDATE_OPERATORS],
    ["modifiers of `$push`", PUSH_MODIFIERS],
    ["stages", PIPELINE_STAGES],
    ["accumulators", ACCUMULATORS],
    ["expressions", EXPRESSIONS],
  ];
  return [
    "| Command | Fields | Refused (115) |",
    "| --- | --- | --- |",
    ...commands,
    "",
    `Every command also takes ${codes(COMMON_FIELDS)}.`,
    "",
    `Commands of MongoDB that are refused with 115: ${codes(KNOWN_UNSUPPORTED)}.`,
    "",
    "| Kind | Operators |",
    "| --- | --- |",
    ...operators.map(([kind, names]) => `| ${kind} | ${codes(names)} |`),
  ].join("\n");
}

function fieldsOf(rule: CommandRule): string[] {
  const nested = Object.entries(rule.nested ?? {}).flatMap(([at, inner]) =>
    inner.fields.map((field) => `${at}.${field}`),
  );
  return [...rule.fields, ...nested];
}

function refusedOf(rule: CommandRule): string[] {
  const nested = Object.entries(rule.nested ?? {}).flatMap(([at, inner]) =>
    (inner.refused ?? []).map((field) => `${at}.${field}`),
  );
  return [...(rule.refused ?? []), ...nested];
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(" ");
}
