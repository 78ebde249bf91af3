/** Which names from outside a function uses, read from the syntax tree of the cells: nothing that runs can hide them. */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import { ANY, isBuiltIn, isBuiltInObject, ownsProperty, propertyUsed } from "./property-use";
import type { ts } from "./typescript";

export interface OutsideName {
  name: string;
  /** Where it is used: number of the cell, and line from 1. */
  cell: number;
  line: number;
  /** "variable": one that a cell declares. "import": imported from `module`. "escape": a way to any variable at all. */
  what: "variable" | "import" | "escape";
  module?: string;
}

/** A cell that was run. */
export interface CellSource {
  cell: number;
  source: string;
}

type Node = TypeScript.Node;
type Declared = { node: Node; cell: number };

/** With these a function reaches what it does not name. */
const ESCAPES = new Set(["globalThis", "global", "exports", "require", "module", "eval", "Function", "process"]);

/**
 * The variables and imports that a function uses, and the functions that it calls use. Built-ins, functions, classes,
 * and constants with a literal value are no variables.
 *
 * @param cells in the order in which they were run; of two declarations of a name the later counts
 * @param answer the function: a name, or a function expression in the last cell
 * @returns undefined where `answer` is a name that no cell declares
 */
export function outsideNames(ts: ts, cells: CellSource[], answer: TypeScript.Expression): OutsideName[] | undefined {
  const files = cells.map(({ cell, source }) => ({
    cell,
    source,
    file: undefined as TypeScript.SourceFile | undefined,
  }));
  const found = new Map<string, OutsideName>();
  const visited = new Set<string>();

  const declarationOf = (name: string): Declared | undefined => {
    for (let i = files.length - 1; i >= 0; i--) {
      const entry = files[i];
      if (!entry.source.includes(name)) continue;
      entry.file ??= bound(ts, entry.source);
      const node = symbols(entry.file)?.get(name as TypeScript.__String)?.declarations?.[0];
      if (node) return { node, cell: entry.cell };
    }
    return undefined;
  };

  /** A property that a cell has given to a function or a built-in is a variable, too. */
  const lookAtProperty = (identifier: TypeScript.Identifier, use: Omit<OutsideName, "what">): void => {
    const { text } = identifier;
    const property = propertyUsed(ts, identifier);
    const declared = declarationOf(text)?.node;
    if (property === undefined) {
      if (!declared && isBuiltInObject(text)) found.set(text, { ...use, what: "escape" });
    } else if (declared ? isCode(ts, declared) && !ownsProperty(ts, declared, property) : !isBuiltIn(text, property)) {
      const name = property === ANY ? `${text}[…]` : `${text}.${property}`;
      found.set(name, { ...use, name, what: "variable" });
    }
  };

  const look = (name: string, use: Omit<OutsideName, "what">): void => {
    if (visited.has(name)) return;
    visited.add(name);
    const declared = declarationOf(name);
    if (!declared) {
      if (ESCAPES.has(name)) found.set(name, { ...use, what: "escape" });
      return; // a built-in
    }
    const { node, cell } = declared;
    const module = moduleOf(ts, node);
    if (module) {
      const imported = ts.isImportSpecifier(node) && node.propertyName ? node.propertyName.text : name;
      found.set(name, { ...use, name: imported, what: "import", module });
    } else if (isCode(ts, node)) follow(node, cell);
    else if (!isConstant(ts, node)) found.set(name, { ...use, what: "variable" });
  };

  const follow = (node: Node, cell: number): void => {
    for (const free of freeUses(ts, node)) {
      const name = ts.isIdentifier(free) ? free.text : "import";
      const use = { name, cell, line: lineOf(free) };
      if (!ts.isIdentifier(free)) {
        found.set(name, { ...use, what: "escape" });
      } else {
        if (!ESCAPES.has(name)) lookAtProperty(free, use);
        look(name, use);
      }
    }
  };

  if (!ts.isIdentifier(answer)) {
    const last = cells[cells.length - 1].cell;
    bindFile(ts, answer.getSourceFile());
    follow(answer, last);
  } else {
    if (!declarationOf(answer.text)) return undefined;
    const { node, cell } = declarationOf(answer.text) as Declared;
    look(answer.text, { name: answer.text, cell, line: lineOf(node) });
  }
  return [...found.values()];
}

function lineOf(node: Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function bound(ts: ts, source: string): TypeScript.SourceFile {
  return bindFile(ts, ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true));
}

/** TypeScript's own binder: afterwards each scope knows its names. */
function bindFile(ts: ts, file: TypeScript.SourceFile): TypeScript.SourceFile {
  const { bindSourceFile } = ts as unknown as { bindSourceFile(file: TypeScript.SourceFile, options: object): void };
  bindSourceFile(file, {});
  return file;
}

function symbols(scope: Node): TypeScript.SymbolTable | undefined {
  return (scope as { locals?: TypeScript.SymbolTable }).locals;
}

/** The module that an import names; undefined for another declaration. */
function moduleOf(ts: ts, node: Node): string | undefined {
  const declaration = ts.findAncestor(node, ts.isImportDeclaration);
  if (declaration && ts.isStringLiteral(declaration.moduleSpecifier)) return declaration.moduleSpecifier.text;
  if (!ts.isImportEqualsDeclaration(node) || !ts.isExternalModuleReference(node.moduleReference)) return undefined;
  return node.moduleReference.expression.getText().slice(1, -1);
}

/** Functions and classes, also as the value of a constant. */
function isCode(ts: ts, node: Node): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return true;
  if (!isConst(ts, node)) return false;
  const value = node.initializer;
  return (
    value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value))
  );
}

/** A constant with a literal value, or a type. */
function isConstant(ts: ts, node: Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node)) return true;
  return isConst(ts, node) && node.initializer !== undefined && isLiteral(ts, node.initializer);
}

function isConst(ts: ts, node: Node): node is TypeScript.VariableDeclaration {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) return false;
  return (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
}

function isLiteral(ts: ts, value: TypeScript.Expression): boolean {
  if (ts.isPrefixUnaryExpression(value)) return isLiteral(ts, value.operand);
  if (ts.isAsExpression(value)) return isLiteral(ts, value.expression);
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  return (
    ts.isNumericLiteral(value) ||
    ts.isStringLiteralLike(value) ||
    [TrueKeyword, FalseKeyword, NullKeyword].includes(value.kind)
  );
}

/** The identifiers in a piece of code that refer to nothing within it, and its calls `import(…)`. */
function freeUses(ts: ts, root: Node): Node[] {
  const free: Node[] = [];
  const visit = (node: Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isIdentifier(node) && isReference(ts, node) && !isWithin(ts, node, root)) free.push(node);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) free.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return free;
}

/** Whether an identifier reads or writes a variable, rather than naming a property or declaring something. */
function isReference(ts: ts, node: TypeScript.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  const named = parent as { name?: Node };
  return named.name !== node || ts.isShorthandPropertyAssignment(parent);
}

/** Whether a scope from the identifier up to `root` declares its name. */
function isWithin(ts: ts, identifier: TypeScript.Identifier, root: Node): boolean {
  for (let scope: Node = identifier; ; scope = scope.parent) {
    if (symbols(scope)?.has(identifier.escapedText)) return true;
    const isNamed = ts.isFunctionExpression(scope) || ts.isClassExpression(scope) || scope === root;
    if (isNamed && (scope as { name?: Node }).name?.getText() === identifier.text) return true;
    if (scope === root || !scope.parent) return false;
  }
}
