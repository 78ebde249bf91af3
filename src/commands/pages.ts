/** `npm run execute -- … --html`: pages beside the executed notebooks, to read without Jupyter and without a network. */
import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { INotebookContent } from "../kernel/execute/notebook";
import { copyWhole, writeWhole } from "../kernel/whole-file";
import { notebookPage } from "../pages/notebook-page";

/** Beside the pages, one for all. */
const SCRIPT = "plotly.js";

/** Where the page of this notebook is written. */
export function pagePath(folder: string, notebook: string): string {
  return join(folder, `${basename(notebook).replace(/\.ipynb$/i, "")}.html`);
}

/** Writes the page, and plotly.js beside it unless it is there. */
export function writePage(path: string, notebook: INotebookContent): void {
  const title = basename(path).replace(/\.html$/, "");
  writeWhole(
    path,
    notebookPage(notebook, { title: titleOf(notebook) ?? title, plots: { script: SCRIPT }, links: "pages" }),
  );
  const plotly = require.resolve("plotly.js-dist");
  const copy = join(dirname(path), SCRIPT);
  if (!existsSync(copy) || statSync(copy).size !== statSync(plotly).size) copyWhole(plotly, copy);
}

/** Its first heading. */
function titleOf({ cells }: INotebookContent): string | undefined {
  const texts = cells
    .filter(({ cell_type: type }) => type === "markdown")
    .map(({ source }) => [source].flat().join(""));
  for (const text of texts) {
    const heading = /^# +(.+)$/m.exec(text);
    if (heading) return heading[1].replace(/[*_`$]/g, "").trim();
  }
  return undefined;
}
