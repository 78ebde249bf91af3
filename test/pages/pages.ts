/** Pages made in a test, and read as a browser would read them. */
import { createRequire } from "node:module";
import type { INotebookContent } from "../../src/kernel/execute/notebook";
import { notebookPage, type PageOptions } from "../../src/pages/notebook-page";

const { JSDOM } = createRequire(import.meta.url)("jsdom");

/** What the tests use of a DOM. */
export type Dom = any;

export const code = (source: string, outputs: object[] = [], more: object = {}) => {
  return { cell_type: "code", metadata: {}, execution_count: 1, source, outputs, ...more };
};
export const prose = (source: string, more: object = {}) => ({ cell_type: "markdown", metadata: {}, source, ...more });
export const shown = (data: object) => ({ output_type: "display_data", metadata: {}, data });
export const printed = (text: string, name = "stdout") => ({ output_type: "stream", name, text });

export function notebook(...cells: object[]): INotebookContent {
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 4 } as unknown as INotebookContent;
}

export function pageText(cells: object[], options: Partial<PageOptions> = {}): string {
  return notebookPage(notebook(...cells), { title: "A title", plots: "svg", ...options });
}

export function page(cells: object[], options: Partial<PageOptions> = {}): Dom {
  return new JSDOM(pageText(cells, options)).window.document;
}

/** The content of a page's only cell with this output. */
export const output = (data: object) => page([code("", [shown(data)])]).querySelector(".outputs");
