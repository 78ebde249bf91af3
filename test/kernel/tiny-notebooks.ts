/** The notebooks of test/notebooks, and notebooks made in a test. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import Ajv, { type ValidateFunction } from "ajv";
import { type INotebookContent, joined, lines, readNotebook } from "../../src/kernel/execute/notebook";
import type { Failure } from "../../src/kernel/execute/run-notebook";
import { root } from "./kernel";

/** What a run of the notebook must report, and the limits it runs under: `metadata.expect` of the file. */
export interface Expected {
  failures: string[];
  notes: string[];
  memoryMB: number;
  timeoutMs: number;
}

export interface TinyNotebook {
  file: string;
  /** Its first cell: the behaviour it shows, in a sentence. */
  sentence: string;
  notebook: INotebookContent;
  expected: Expected;
}

const folder = join(root, "test", "notebooks");

export function tinyNotebook(file: string): TinyNotebook {
  const notebook = readNotebook(join(folder, file), file);
  const expected = notebook.metadata.expect as Partial<Expected> | undefined;
  return {
    file,
    sentence: joined(notebook.cells[0].source),
    notebook,
    expected: { failures: [], notes: [], memoryMB: 512, timeoutMs: 30_000, ...expected },
  };
}

export const tinyNotebooks = readdirSync(folder)
  .filter((file) => file.endsWith(".ipynb"))
  .sort()
  .map(tinyNotebook);

/** A failure in one text: "cell [2], line 3: Error: z"; one without a cell brings its details. */
export function inWords({ cell, line, message, details }: Failure): string {
  if (cell === undefined) return `${message}\n${stripVTControlCharacters(details)}`;
  return `cell [${cell}]${line === undefined ? "" : `, line ${line}`}: ${message}`;
}

/** A code cell, as `notebookOf` takes it. */
export type CellOf = string | { source: string; tags?: string[]; outputs?: object[] };

/** A TypeScript notebook with these code cells. */
export function notebookOf(cells: CellOf[], metadata: object = {}): INotebookContent {
  const languageInfo = { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" };
  return {
    cells: cells.map((cell, c) => {
      const {
        source,
        tags,
        outputs = [],
      }: Exclude<CellOf, string> = typeof cell === "string" ? { source: cell } : cell;
      const common = { cell_type: "code", id: `cell-${c + 1}`, execution_count: null };
      return { ...common, metadata: tags ? { tags } : {}, outputs, source: lines(source) };
    }),
    metadata: { language_info: languageInfo, ...metadata },
    nbformat: 4,
    nbformat_minor: 5,
  } as INotebookContent;
}

const ajv = new Ajv({ strict: false });
const validators = new Map<number, ValidateFunction>();

/** What nbformat's own schema finds wrong with a notebook. */
export function schemaErrors(notebook: INotebookContent): string[] {
  const minor = notebook.nbformat_minor;
  let validate = validators.get(minor);
  if (!validate) {
    const text = readFileSync(join(root, "test", "fixtures", `nbformat.v4.${minor}.schema.json`), "utf8");
    const { $schema: _draft4, ...schema } = JSON.parse(text); // Ajv knows later drafts; what is used here is the same
    validate = ajv.compile(schema);
    validators.set(minor, validate);
  }
  validate(JSON.parse(JSON.stringify(notebook)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
