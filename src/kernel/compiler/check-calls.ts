/** The checks that a cell's source asks for, whatever its code then does. */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { CheckRequest } from "../checker";
import type { ts } from "./typescript";

export interface CheckCall extends CheckRequest {
  /** The function under check, as the call gives it: a name, or the function itself. */
  answer: TypeScript.Expression;
}

/** All calls `check("…", "…", f, { … })` with literal texts and options, in order. */
export function checkCalls(ts: ts, source: string): CheckCall[] {
  if (!/\bcheck\s*\(/.test(source)) return [];
  const calls: CheckCall[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "check") {
      const [assignment, exercise, answer, options] = node.arguments;
      if (answer && ts.isStringLiteralLike(assignment) && ts.isStringLiteralLike(exercise)) {
        calls.push({ assignment: assignment.text, exercise: exercise.text, answer, options: literals(ts, options) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true));
  return calls;
}

/** `{ seed: 7, name: "x" }` as a value; what is no literal is left out. */
function literals(ts: ts, options: TypeScript.Expression | undefined): Record<string, unknown> {
  if (!options || !ts.isObjectLiteralExpression(options)) return {};
  const entries = options.properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) return [];
    const { initializer } = property;
    if (ts.isNumericLiteral(initializer)) return [[property.name.text, Number(initializer.text)]];
    return ts.isStringLiteralLike(initializer) ? [[property.name.text, initializer.text]] : [];
  });
  return Object.fromEntries(entries);
}
