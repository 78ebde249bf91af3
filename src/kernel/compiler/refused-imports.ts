/**
 * What a cell of a sandboxed session may not import. The compiler runs outside the sandbox: a file that it reads shows
 * in its messages and types, be it a homework's solution or a password file.
 */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import { isForCells } from "../available-modules";
import type { Mistake } from "./mistakes";
import type { ts } from "./typescript";

/** All ways in which a cell names a file or a module, also those for types alone, that are refused. */
export function refusedImports(ts: ts, source: string): Mistake[] {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
  const mistakes: Mistake[] = [];
  const refuse = (name: string, pos: number, end: number) => {
    const message = `${JSON.stringify(name)} cannot be imported while grading; a cell may import from "./src" and from Node`;
    mistakes.push({ ...place(file, pos, end), code: 0, message });
  };
  const references = [file.referencedFiles, file.typeReferenceDirectives, file.libReferenceDirectives];
  for (const { fileName, pos, end } of references.flat()) refuse(fileName, pos, end);
  for (const { path } of file.amdDependencies) refuse(path, 0, 0);
  const visit = (node: TypeScript.Node): void => {
    const name = moduleName(ts, node);
    if (name && !isForCells(name.text)) refuse(name.text, name.getStart(file), name.end);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mistakes;
}

/** The module that a node names with a literal text. (Other texts come about at run time, in the sandbox.) */
function moduleName(ts: ts, node: TypeScript.Node): TypeScript.StringLiteralLike | undefined {
  const named = (): TypeScript.Node | undefined => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
    if (ts.isExternalModuleReference(node)) return node.expression;
    if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
    if (ts.isModuleDeclaration(node)) return node.name;
    if (!ts.isCallExpression(node)) return undefined;
    const { expression } = node;
    const isImport = expression.kind === ts.SyntaxKind.ImportKeyword;
    const isRequire = ts.isIdentifier(expression) && expression.text === "require";
    return isImport || isRequire ? node.arguments[0] : undefined;
  };
  const name = named();
  return name && ts.isStringLiteralLike(name) ? name : undefined;
}

function place(file: TypeScript.SourceFile, pos: number, end: number): Omit<Mistake, "code" | "message"> {
  const from = file.getLineAndCharacterOfPosition(pos);
  const to = file.getLineAndCharacterOfPosition(end);
  return {
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}
