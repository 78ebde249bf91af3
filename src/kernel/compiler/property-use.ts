/** Properties in which a function could keep what it must not: `memo.loss = …` of a function, `(Math as any).t = …`. */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { ts } from "./typescript";

type Node = TypeScript.Node;

/** Of any property: its name is computed. */
export const ANY = Symbol("any property");

/** The property of a name that is read or written: "t" of `(Math as any).t`; undefined for the name by itself. */
export function propertyUsed(ts: ts, identifier: TypeScript.Identifier): string | typeof ANY | undefined {
  let inner: Node = identifier;
  while (
    ts.isAsExpression(inner.parent) ||
    ts.isParenthesizedExpression(inner.parent) ||
    ts.isNonNullExpression(inner.parent)
  ) {
    inner = inner.parent;
  }
  const { parent } = inner;
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text;
  if (!ts.isElementAccessExpression(parent) || parent.expression !== inner) return undefined;
  const { argumentExpression } = parent;
  return ts.isStringLiteralLike(argumentExpression) ? argumentExpression.text : ANY;
}

/** Whether a function or class that a cell declares has this property by itself. */
export function ownsProperty(ts: ts, declaration: Node, property: string | typeof ANY): boolean {
  if (property === ANY) return false;
  if (property in Function.prototype) return true;
  const value =
    ts.isVariableDeclaration(declaration) && declaration.initializer ? declaration.initializer : declaration;
  if (!ts.isClassLike(value)) return false;
  return value.members.some((member) => member.name && ts.isIdentifier(member.name) && member.name.text === property);
}

/** Whether a built-in (Math, Number, …) has this property by itself. */
export function isBuiltIn(name: string, property: string | typeof ANY): boolean {
  const value: unknown = (globalThis as Record<string, unknown>)[name];
  return property !== ANY && value !== undefined && value !== null && property in Object(value);
}

/** Whether a built-in is an object that could be kept under another name: Math, JSON. */
export function isBuiltInObject(name: string): boolean {
  return typeof (globalThis as Record<string, unknown>)[name] === "object";
}
