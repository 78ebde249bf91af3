/** What later cells know of earlier ones, when a cell ended before it had bound all its names. */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { ts } from "./typescript";

/**
 * @param before declarations before the cell
 * @param after declarations as they would be, had the cell run to its end
 * @param unbound names that the cell declares and did not bind: they keep their earlier declaration, if any
 */
export function withoutUnbound(ts: ts, before: string, after: string, unbound: Set<string>): string {
  const kept = statements(ts, after, (name) => !unbound.has(name));
  const earlier = statements(ts, before, (name) => unbound.has(name));
  return [...earlier, ...kept].join("\n");
}

/** Texts of the declarations of which `keep` wants at least one name; a list of variables is reduced to those. */
function statements(ts: ts, declarations: string, keep: (name: string) => boolean): string[] {
  const file = ts.createSourceFile("declarations.d.ts", declarations, ts.ScriptTarget.ES2022, false);
  return file.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) {
      return namesOf(ts, statement).some(keep) ? [statement.getText(file)] : [];
    }
    const { declarations: all, flags } = statement.declarationList;
    const some = all.filter(({ name }) => ts.isIdentifier(name) && keep(name.text));
    const kind = flags & ts.NodeFlags.Const ? "const" : "let";
    return some.map((one) => `declare ${kind} ${one.getText(file)};`);
  });
}

function namesOf(ts: ts, statement: TypeScript.Statement): string[] {
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const elements = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
    const namespace = namedBindings && ts.isNamespaceImport(namedBindings) ? [namedBindings] : [];
    return [...(name ? [{ name }] : []), ...elements, ...namespace].map((binding) => binding.name.text);
  }
  const name = (statement as TypeScript.DeclarationStatement).name;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}
