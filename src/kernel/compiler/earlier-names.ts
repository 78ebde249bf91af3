/**
 * First half of a cell's compilation, on TypeScript's syntax tree: what refers to an earlier cell's name becomes
 * `exports.name`, and the value of the last expression is kept.
 */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { ts } from "./typescript";

/** Name of the parameter through which a compiled cell talks to the realm. */
export const CELL = "__cell";

/**
 * @param checker the program's type checker
 * @param declarations the file that declares the names of all earlier cells
 * @returns a transformer to run before TypeScript's own
 */
export function earlierNames(
  ts: ts,
  checker: TypeScript.TypeChecker,
  declarations: TypeScript.SourceFile,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  const locals = (declarations as TypeScript.SourceFile & { locals: TypeScript.SymbolTable }).locals;
  const { factory } = ts;

  const isEarlier = (name: TypeScript.Identifier, symbol: TypeScript.Symbol | undefined) =>
    symbol !== undefined && locals.get(name.escapedText) === symbol;

  const onScope = (name: TypeScript.Identifier) =>
    at(name, factory.createPropertyAccessExpression(factory.createIdentifier("exports"), name.text));

  /** `(0, exports.f)`: called like this, a function gets no `this`. */
  const detached = (callee: TypeScript.Expression) =>
    factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), callee));

  function at<N extends TypeScript.Node>(original: TypeScript.Node, node: N): N {
    ts.setSourceMapRange(node, { pos: original.getStart(), end: original.end });
    return node;
  }

  return (context) => {
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (ts.isIdentifier(node)) return isEarlier(node, checker.getSymbolAtLocation(node)) ? onScope(node) : node;
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
      if (ts.isShorthandPropertyAssignment(node)) return visitShorthand(node);
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const called = ts.visitEachChild(node, visit, context);
        if (called.expression === node.expression) return called;
        return at(node, factory.updateCallExpression(called, detached(called.expression), undefined, called.arguments));
      }
      return ts.visitEachChild(node, visit, context);
    };

    const visitShorthand = (node: TypeScript.ShorthandPropertyAssignment) => {
      const value = ts.visitNode(node.objectAssignmentInitializer, visit) as TypeScript.Expression | undefined;
      if (!isEarlier(node.name, checker.getShorthandAssignmentValueSymbol(node))) {
        return factory.updateShorthandPropertyAssignment(node, node.name, value);
      }
      const target = onScope(node.name);
      return factory.createPropertyAssignment(node.name, value ? factory.createAssignment(target, value) : target);
    };

    const keepLast = (statements: readonly TypeScript.Statement[]) => {
      const last = statements.filter((statement) => !ts.isExportDeclaration(statement)).pop();
      return statements.map((statement) => {
        if (statement !== last || !ts.isExpressionStatement(statement)) return statement;
        const result = factory.createPropertyAccessExpression(factory.createIdentifier(CELL), "result");
        const kept = factory.createExpressionStatement(factory.createAssignment(result, statement.expression));
        return ts.setSourceMapRange(kept, ts.getSourceMapRange(statement));
      });
    };

    return (file) => {
      const visited = ts.visitEachChild(file, visit, context);
      return factory.updateSourceFile(visited, keepLast(visited.statements));
    };
  };
}
