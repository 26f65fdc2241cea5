import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc, isNumber } from "../values/types.ts";
import {
  COMMON_FIELDS,
  type CommandName,
  isCommandName,
  KNOWN_UNSUPPORTED,
  TRANSACTION_COMMANDS,
  TRANSACTION_FIELDS,
  WHITELIST,
} from "./whitelist.ts";

/**
 * Finds the command of a request and checks every field of it against the whitelist. Throws CommandError 59 for an
 * unknown command, 115 for a known one without support, 263 in a transaction, 40415 for an unknown field.
 */
export function validateCommand(body: Doc): CommandName {
  const name = Object.keys(body)[0] ?? "";
  if (TRANSACTION_COMMANDS.includes(name)) throw noTransactions();
  if (TRANSACTION_FIELDS.some((field) => Object.hasOwn(body, field))) throw noTransactions();
  if (!isCommandName(name)) {
    if (KNOWN_UNSUPPORTED.includes(name)) throw new CommandError(115, `${name} is not supported by this server`);
    throw new CommandError(59, `no such command: '${name}'`);
  }
  const rule = WHITELIST[name];
  checkFields(name, body, { ...rule, fields: [name, ...COMMON_FIELDS, ...rule.fields] });
  for (const [field, nested] of Object.entries(rule.nested ?? {})) {
    const value = body[field];
    if (value === undefined) continue;
    for (const inner of Array.isArray(value) ? value : [value]) {
      if (!isDoc(inner)) throw new CommandError(14, `BSON field '${name}.${field}' is the wrong type`);
      checkFields(`${name}.${field}`, inner, nested);
    }
  }
  checkWriteConcern(body.writeConcern);
  checkReadConcern(body.readConcern);
  return name;
}

function noTransactions(): CommandError {
  return new CommandError(263, "this server has no transactions");
}

function checkFields(where: string, doc: Doc, rule: { fields: readonly string[]; refused?: readonly string[] }): void {
  for (const [field, value] of Object.entries(doc)) {
    if (rule.fields.includes(field)) continue;
    if (!rule.refused?.includes(field)) {
      const isIndex = where === "createIndexes.indexes";
      throw new CommandError(isIndex ? 197 : 40415, `BSON field '${where}.${field}' is an unknown field.`);
    }
    const absent = value === undefined || value === null || value === false;
    if (!absent && !isSimpleCollation(field, value)) {
      throw new CommandError(115, `${where}: '${field}' is not supported by this server`);
    }
  }
}

function isSimpleCollation(field: string, value: unknown): boolean {
  return field === "collation" && isDoc(value) && (value.locale === "simple" || Object.keys(value).length === 0);
}

function checkWriteConcern(concern: unknown): void {
  if (concern === undefined) return;
  if (!isDoc(concern)) throw new CommandError(14, "writeConcern must be a document");
  for (const field of Object.keys(concern)) {
    if (!["w", "j", "fsync", "wtimeout", "provenance"].includes(field)) {
      throw new CommandError(40415, `BSON field 'writeConcern.${field}' is an unknown field.`);
    }
  }
  const { w } = concern;
  if (w === undefined || w === "majority") return;
  if (!isNumber(w) || Number(w) > 1 || Number(w) < 0) {
    throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated");
  }
}

function checkReadConcern(concern: unknown): void {
  if (concern === undefined) return;
  const level = isDoc(concern) ? (concern.level ?? "local") : undefined;
  if (!["local", "available", "majority", "linearizable"].includes(String(level))) {
    throw new CommandError(115, "this read concern is not supported by this server");
  }
}
