/** The texts of the course: the lecture notebooks and the Markdown files, as the tests of this folder read them. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type INotebookContent, isCode, joined, readNotebook } from "../../src/kernel/execute/notebook";

export const root = resolve(__dirname, "../..");

export interface Notebook {
  /** "05-deep-networks.ipynb" */
  name: string;
  /** From the root, with forward slashes. */
  file: string;
  bytes: number;
  content: INotebookContent;
  /** Sources of its Markdown cells. */
  markdown: string[];
  /** Sources of its code cells. */
  code: string[];
}

/** The lectures, 00 first. */
export const notebooks: Notebook[] = readdirSync(join(root, "notebooks"))
  .filter((name) => name.endsWith(".ipynb"))
  .sort()
  .map((name) => {
    const path = join(root, "notebooks", name);
    const content = readNotebook(path, name);
    const sources = (cells: INotebookContent["cells"]) => cells.map(({ source }) => joined(source));
    return {
      name,
      file: `notebooks/${name}`,
      bytes: statSync(path).size,
      content,
      markdown: sources(content.cells.filter((cell) => cell.cell_type === "markdown")),
      code: sources(content.cells.filter(isCode)),
    };
  });

export function notebook(name: string): Notebook {
  const found = notebooks.find((one) => one.name === name);
  if (!found) throw new Error(`notebooks/${name} is missing`);
  return found;
}

/** A text of the course: what its Markdown says, in as many parts as it has cells. */
export interface Text {
  file: string;
  parts: string[];
}

const markdownFiles = ["README.md", "CONTRIBUTING.md", "notebooks/README.md", "datasets/README.md"];

/** Every notebook, and every Markdown file that a reader of the course meets. */
export const texts: Text[] = [
  ...notebooks.map(({ file, markdown }) => ({ file, parts: markdown })),
  ...markdownFiles.map((file) => ({ file, parts: [readFileSync(join(root, file), "utf8")] })),
];
