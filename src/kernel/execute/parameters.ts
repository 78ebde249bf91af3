/** `--set name=value`: puts values into the cell tagged `parameters`. */
import type { ts } from "../compiler/typescript";
import { hasTag, type INotebookContent, isCode, joined, lines, NotebookError } from "./notebook";

/**
 * @param compiler loads TypeScript only when it is asked for
 * @param values what to put in, by parameter; a value that is no literal of TypeScript is taken as text
 * @param name how messages call the notebook
 * @returns the notebook with new initial values in its `parameters` cell; the one given is not changed
 * @throws NotebookError when there is no such cell or no such parameter in it
 */
export function setParameters(
  compiler: { readonly typescript: ts },
  original: INotebookContent,
  values: Map<string, string>,
  name: string,
): INotebookContent {
  if (values.size === 0) return original;
  const notebook = structuredClone(original);
  const cell = notebook.cells.filter(isCode).find((candidate) => hasTag(candidate, "parameters"));
  if (!cell) throw new NotebookError(`${name}: --set needs a cell tagged "parameters", and it has none`);
  let source = joined(cell.source);
  for (const [parameter, value] of values) {
    const places = initialValues(compiler.typescript, source);
    const place = places.get(parameter);
    if (!place) {
      const known = [...places.keys()].join(", ") || "none";
      throw new NotebookError(`${name}: --set ${parameter}: no such parameter; its parameters are: ${known}`);
    }
    source = source.slice(0, place.start) + literal(value) + source.slice(place.end);
  }
  cell.source = lines(source);
  return notebook;
}

function initialValues(ts: ts, source: string): Map<string, { start: number; end: number }> {
  const file = ts.createSourceFile("parameters.ts", source, ts.ScriptTarget.ES2022, false);
  const places = new Map<string, { start: number; end: number }>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || !initializer) continue;
      places.set(name.text, { start: initializer.getStart(file), end: initializer.end });
    }
  }
  return places;
}

/** Numbers (not 007), true, false, null, and what JSON can read stand for themselves; anything else is a text. */
function literal(value: string): string {
  const isNumber = value.trim() !== "" && Number.isFinite(Number(value)) && !/^\s*[+-]?0\d/.test(value);
  if (isNumber) return value.trim();
  try {
    JSON.parse(value);
    return value;
  } catch {
    return JSON.stringify(value);
  }
}
