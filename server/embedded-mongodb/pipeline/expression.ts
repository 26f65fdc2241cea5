import { EXPRESSIONS, isListed } from "../query/operators.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { getField, isDoc, setField } from "../values/types.ts";
import { arithmeticOperators } from "./expressions/arithmetic.ts";
import { arrayOperators } from "./expressions/arrays.ts";
import { comparisonOperators, conditionSpecials } from "./expressions/conditions.ts";
import type { Expression, PlainOperator, SpecialOperator } from "./scope.ts";

const PLAIN: ReadonlyMap<string, PlainOperator> = new Map(
  Object.entries({
    ...comparisonOperators,
    ...arithmeticOperators,
    ...arrayOperators,
  }),
);

const SPECIAL: ReadonlyMap<string, SpecialOperator> = new Map(
  Object.entries({
    $literal: (operand: unknown) => () => operand,
    ...conditionSpecials,
  }),
);

const SYSTEM_VARIABLES = ["ROOT", "CURRENT", "NOW", "REMOVE"];

/**
 * Compiles an aggregation expression. Throws CommandError 168 for an operator that is not on the whitelist, 17276 for
 * an unknown variable, 15983 for an object that mixes an operator with other fields.
 */
export function compileExpression(spec: unknown): Expression {
  if (typeof spec === "string" && spec.startsWith("$")) return compilePath(spec);
  if (Array.isArray(spec)) {
    const elements = spec.map((element) => compileExpression(element));
    return (scope) => elements.map((element) => element(scope) ?? null);
  }
  if (!isDoc(spec)) return () => spec;
  const names = Object.keys(spec);
  const operator = names.find((name) => name.startsWith("$"));
  if (operator === undefined) return compileObject(spec);
  if (names.length > 1) {
    throw new CommandError(15983, `an expression specification must contain exactly one field, found ${names.length}`);
  }
  return compileOperator(operator, spec[operator]);
}

function compileObject(spec: Doc): Expression {
  const fields = Object.entries(spec).map(([name, value]) => {
    if (name === "" || name.includes("."))
      throw new CommandError(16412, `FieldPath field names may not contain '.': ${name}`);
    return { name, expression: compileExpression(value) };
  });
  return (scope) => {
    const result: Doc = {};
    for (const { name, expression } of fields) {
      const value = expression(scope);
      if (value !== undefined) setField(result, name, value);
    }
    return result;
  };
}

function compileOperator(name: string, operand: unknown): Expression {
  const special = SPECIAL.get(name);
  const plain = PLAIN.get(name);
  if (!isListed(EXPRESSIONS, name) || (special === undefined && plain === undefined)) {
    throw new CommandError(168, `Unrecognized expression '${name}'`);
  }
  if (special !== undefined) return special(operand, compileExpression);
  const { arity, apply } = plain as PlainOperator;
  const args = (Array.isArray(operand) ? operand : [operand]).map((argument) => compileExpression(argument));
  if (args.length < arity[0] || args.length > arity[1]) {
    const wanted = arity[0] === arity[1] ? `exactly ${arity[0]}` : `${arity[0]} to ${arity[1]}`;
    const code = arity[0] === arity[1] ? 16020 : 28667;
    throw new CommandError(code, `Expression ${name} takes ${wanted} arguments. ${args.length} were passed in.`);
  }
  return (scope) => apply(args.map((argument) => argument(scope)));
}

function compilePath(spec: string): Expression {
  if (!spec.startsWith("$$")) {
    const parts = fieldParts(spec.slice(1));
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return (scope) => getField(scope.root, only);
    return (scope) => valueAt(scope.root, parts, 0);
  }
  const [variable = "", ...rest] = spec.slice(2).split(".");
  const parts = rest.length === 0 ? [] : fieldParts(rest.join("."));
  if (!SYSTEM_VARIABLES.includes(variable)) throw new CommandError(17276, `Use of undefined variable: ${variable}`);
  if (variable === "REMOVE") return () => undefined;
  if (variable === "NOW") return (scope) => (parts.length === 0 ? scope.now : undefined);
  return (scope) => valueAt(scope.root, parts, 0);
}

/** The parts of a field path. Throws CommandError for an empty part (15998) or one that begins with $ (16410). */
export function fieldParts(path: string): string[] {
  const parts = path.split(".");
  for (const part of parts) {
    if (part === "")
      throw new CommandError(path.endsWith(".") ? 40353 : 15998, `FieldPath '${path}' has an empty part`);
    if (part.startsWith("$")) throw new CommandError(16410, `FieldPath field names may not start with '$': ${path}`);
  }
  return parts;
}

/** A path in an expression: through an array it gives the array of the elements' values; positions mean nothing. */
function valueAt(value: unknown, parts: readonly string[], start: number): unknown {
  let current = value;
  for (let at = start; at < parts.length; at += 1) {
    if (Array.isArray(current)) {
      return current
        .filter(isDoc)
        .map((element) => valueAt(element, parts, at))
        .filter((inner) => inner !== undefined);
    }
    if (!isDoc(current)) return undefined;
    current = getField(current, parts[at] as string);
  }
  return current;
}
