/** The homework that submissions are graded against: sources with hidden tests, or what students have. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type INotebookContent, joined, NotebookError, parseNotebook } from "../kernel/execute/notebook";
import { byText, hashOf } from "./files";
import { type CellMetadata, isManual, isTest, metadataOf } from "./metadata";
import { HIDDEN_TESTS, SOLUTION } from "./regions";
import { ReleaseError, toRelease } from "./release";

/** A cell that counts points. */
export interface GradedCell {
  cell: string;
  max: number;
  /** Whether a person gives the points. */
  manual: boolean;
}

/** One notebook of an assignment; most assignments have one, of their own name. */
export interface Homework {
  assignment: string;
  notebook: string;
  path: string;
  /** Fingerprint of the file. */
  hash: string;
  source: INotebookContent;
  /** As students get it. */
  release: INotebookContent;
  graded: GradedCell[];
}

/**
 * All homework of a folder with NAME/NAME.ipynb, sorted.
 * @throws NotebookError when there is none, or one that cannot be graded with
 */
export function readHomework(folder: string, shown = folder): Homework[] {
  const names = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory()) : [];
  const all = names.flatMap(({ name }) => {
    const files = readdirSync(join(folder, name)).filter((file) => file.endsWith(".ipynb") && !file.startsWith("."));
    return files.map((file) => readOne(name, join(folder, name, file), `${shown}/${name}/${file}`));
  });
  if (all.length === 0) throw new NotebookError(`${shown}: holds no homework; a source is NAME/NAME.ipynb`);
  return all.sort((a, b) => byText(a.assignment, b.assignment) || byText(a.notebook, b.notebook));
}

/** @param shown how messages call the file */
export function readOne(assignment: string, path: string, shown = path): Homework {
  const text = readFileSync(path, "utf8");
  const source = parseNotebook(text, shown);
  const notebook = (path.split(/[\\/]/).pop() as string).replace(/\.ipynb$/, "");
  try {
    const release = isReleased(source) ? source : toRelease(source);
    return { assignment, notebook, path, hash: hashOf(text), source, release, graded: gradedCells(source) };
  } catch (error) {
    if (error instanceof ReleaseError) throw new NotebookError(`${shown}: ${error.message}`);
    throw error;
  }
}

/** A released notebook has nothing left to cut, and each of its cells the fingerprint that releasing gives it. */
function isReleased({ cells }: INotebookContent): boolean {
  const known = cells.flatMap((cell) => metadataOf(cell) ?? []);
  const text = cells.map((cell) => joined(cell.source)).join("\n");
  const isWhole = text.includes(SOLUTION.begin) || text.includes(HIDDEN_TESTS.begin);
  return !isWhole && known.length > 0 && known.every((metadata) => metadata.checksum !== undefined);
}

function gradedCells({ cells }: INotebookContent): GradedCell[] {
  return cells.flatMap((cell) => {
    const metadata = metadataOf(cell);
    if (!metadata || !(isTest(metadata) || isManual(metadata))) return [];
    const manual = isManual(metadata) || cell.cell_type !== "code";
    return [{ cell: metadata.grade_id, max: Number(metadata.points ?? 0), manual }];
  });
}

/** Whether the cell's text comes from the source whatever the student made of it: nbgrader's rule. */
export function isRestored({ grade, solution, locked }: CellMetadata): boolean {
  return !solution && (grade || locked);
}
