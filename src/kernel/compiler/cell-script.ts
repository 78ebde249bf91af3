/**
 * Second half of a cell's compilation, on the JavaScript text: the cell's own top-level names move to `exports`, where
 * later cells and earlier functions see them. TypeScript's CommonJS step does that for everything declared with
 * `export`; so this puts `export` there, and turns functions and classes into variables first.
 */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import { CELL } from "./earlier-names";
import type { Edit } from "./line-map";
import type { ts } from "./typescript";

/** Functions are declared under the name and this suffix, so that the name itself can be a variable. */
const DECLARED = "__declared";

/** Blanks out `export` in front of a cell's declarations: every name of a cell is seen by later ones anyway. */
export function dropExports(ts: ts, source: string): string {
  if (!/\bexport\b/.test(source)) return source;
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
  let text = source;
  const blank = (start: number, end: number) => {
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, " ") + text.slice(end);
  };
  for (const statement of file.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    for (const modifier of modifiers) {
      const isExport = modifier.kind === ts.SyntaxKind.ExportKeyword || modifier.kind === ts.SyntaxKind.DefaultKeyword;
      if (isExport) blank(modifier.getStart(file), modifier.end);
    }
    if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) blank(statement.getStart(file), statement.end);
    if (ts.isExportAssignment(statement)) blank(statement.getStart(file), statement.expression.getStart(file));
  }
  return text;
}

/**
 * The edits that make every top-level declaration of a module an exported variable, and the names of all its values.
 *
 * @param code an ES module in JavaScript that ends with `export { … }` for all its names
 */
export function exportAll(ts: ts, code: string): { edits: Edit[]; names: string[] } {
  const file = ts.createSourceFile("cell.js", code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const edits: Edit[] = [];
  /** What a declaration at the top of the script must hold. */
  const variables: string[] = [];
  const names: string[] = [];
  const handled = new Set<string>();
  const insert = (at: number, text: string) => edits.push({ start: at, end: at, text });

  for (const statement of file.statements) {
    const start = statement.getStart(file);
    if (ts.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      const declared = declarations.flatMap(({ name }) => boundNames(ts, name));
      for (const name of declared) handled.add(name);
      const isVar = (statement.declarationList.flags & ts.NodeFlags.BlockScoped) === 0;
      if (isVar) variables.push(...declared.map((name) => `${name} = void 0`)); // a var has a value from the start
      if (declarations.every(({ name }) => ts.isIdentifier(name))) {
        insert(start, "export ");
        for (const { initializer, end } of declarations) if (!initializer) insert(end, " = void 0");
      } else {
        edits.push({ start, end: declarations[0].getStart(file), text: "" });
        for (const declaration of declarations) edits.push(...assignment(ts, file, declaration));
        if (!isVar) variables.push(...declared);
      }
    } else if (ts.isFunctionDeclaration(statement) && statement.name) {
      handled.add(statement.name.text);
      const { text } = statement.name;
      variables.push(`${text} = ${CELL}.named(${text}${DECLARED}, "${text}")`);
      insert(statement.name.end, DECLARED);
    } else if (ts.isClassDeclaration(statement) && statement.name) {
      handled.add(statement.name.text);
      insert(start, `export let ${statement.name.text} = `);
      insert(statement.end, ";");
    } else if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) {
      const exported = exportedNames(ts, statement);
      names.push(...exported);
      const kept = exported.filter((name) => !handled.has(name));
      const text = kept.length > 0 ? `export { ${kept.join(", ")} };` : "";
      edits.push({ start, end: statement.end, text });
    }
  }
  if (variables.length > 0) edits.unshift({ start: 0, end: 0, text: `export var ${variables.join(", ")}; ` });
  return { edits, names };
}

/**
 * Edits that make one declaration of a list an assignment: `[a, b] = pair` becomes `([exports.a, exports.b] = pair)`.
 * (TypeScript's own step would read `pair[0]`, which is wrong for a Set or a generator.)
 */
function assignment(ts: ts, file: TypeScript.SourceFile, declaration: TypeScript.VariableDeclaration): Edit[] {
  const edits: Edit[] = [];
  const insert = (at: number, text: string) => edits.push({ start: at, end: at, text });
  const bind = (name: TypeScript.BindingName, shorthand: boolean) => {
    if (ts.isIdentifier(name)) {
      insert(name.getStart(file), shorthand ? `${name.text}: exports.` : "exports.");
      return;
    }
    for (const element of name.elements) {
      if (ts.isOmittedExpression(element)) continue;
      const isProperty = ts.isObjectBindingPattern(name) && !element.propertyName && !element.dotDotDotToken;
      bind(element.name, isProperty);
    }
  };
  insert(declaration.getStart(file), "(");
  bind(declaration.name, false);
  insert(declaration.end, declaration.initializer ? ")" : " = void 0)");
  return edits;
}

function boundNames(ts: ts, name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(ts, element.name)));
}

function exportedNames(ts: ts, { exportClause }: TypeScript.ExportDeclaration): string[] {
  if (!exportClause || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map((element) => element.name.text);
}

/**
 * A transformer to run after TypeScript's CommonJS step: names keep their values until the cell binds them anew, and
 * imported names are bound by the realm, which lets them follow their module.
 */
export function bindThroughRealm(ts: ts): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  const { factory } = ts;

  /** `exports.a = exports.b = void 0;`, or the `__esModule` mark. */
  const isPreamble = (statement: TypeScript.Statement): boolean => {
    if (!ts.isExpressionStatement(statement)) return false;
    const importedName = definedName(statement.expression);
    if (importedName !== undefined) return importedName === "__esModule";
    let value = statement.expression;
    while (ts.isBinaryExpression(value) && isScopeAccess(value.left)) value = value.right;
    return value !== statement.expression && ts.isVoidExpression(value) && statement.pos < 0;
  };

  const isScopeAccess = (node: TypeScript.Expression) =>
    ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "exports";

  /** X in `Object.defineProperty(exports, "X", …)` */
  const definedName = (node: TypeScript.Expression): string | undefined => {
    if (!ts.isCallExpression(node) || node.arguments.length !== 3 || node.pos >= 0) return undefined;
    const name = node.arguments[1];
    return ts.isStringLiteral(name) ? name.text : undefined;
  };

  const rebind = (statement: TypeScript.Statement): TypeScript.Statement => {
    if (!ts.isExpressionStatement(statement) || definedName(statement.expression) === undefined) return statement;
    const [, name, descriptor] = (statement.expression as TypeScript.CallExpression).arguments;
    const getter = (descriptor as TypeScript.ObjectLiteralExpression).properties[1] as TypeScript.PropertyAssignment;
    const bind = factory.createPropertyAccessExpression(factory.createIdentifier(CELL), "import");
    return factory.createExpressionStatement(factory.createCallExpression(bind, undefined, [name, getter.initializer]));
  };

  return () => (file) =>
    factory.updateSourceFile(file, file.statements.filter((statement) => !isPreamble(statement)).map(rebind));
}
