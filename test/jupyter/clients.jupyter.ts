/** The clients that run a notebook without a screen, each as its users call it. */
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { compareOutputs } from "../../src/kernel/execute/compare";
import {
  type ICodeCell,
  type INotebookContent,
  isCode,
  readNotebook,
  writeNotebook,
} from "../../src/kernel/execute/notebook";
import { repository } from "../setup/tiny-workbook";
import { python } from "./environment";
import { run, runModule, temporaryFolder } from "./programs";

const folder = temporaryFolder();
const lectures = ["00-start-here", "05-deep-networks"].map((name) => path.join("notebooks", `${name}.ipynb`));
/** One for each kind of output and each way to fail. The others need the runner's limits. */
const tiny = [
  ...["clear-output", "compile-error", "display-updated", "empty-cells", "error", "error-in-module", "flood"],
  ...["latest-value", "mime-bundle", "names-after-error", "rejection", "result-apart-from-prints", "thrown-values"],
].map((name) => path.join("test", "notebooks", `${name}.ipynb`));

const codeCells = (notebook: INotebookContent): ICodeCell[] => notebook.cells.filter(isCode);

/** A copy without outputs outside the repository: the kernel finds the repository from its kernelspec. */
function freshCopy(file: string): string {
  const copy = path.join(fs.mkdtempSync(path.join(folder, "copy-")), path.basename(file));
  const notebook = readNotebook(path.join(repository, file));
  for (const cell of codeCells(notebook)) Object.assign(cell, { outputs: [], execution_count: null });
  writeNotebook(copy, notebook);
  return copy;
}

/** A copy with the runner's outputs. */
function executedCopy(file: string): string {
  const copy = path.join(fs.mkdtempSync(path.join(folder, "copy-")), path.basename(file));
  writeNotebook(copy, executed("runner", file));
  return copy;
}

/** What the runner made of a notebook, or nbclient. (That it is what is committed, `npm test` holds.) */
const executed = (by: string, file: string) => readNotebook(path.join(folder, by, path.basename(file)));

beforeAll(async () => {
  const files = [...lectures, ...tiny].map((file) => path.join(repository, file));
  const [ours, theirs] = ["runner", "nbclient"].map((name) => path.join(folder, name));
  fs.mkdirSync(theirs);
  const runner = path.join(repository, "src", "setup", "run.mjs");
  const first = await run(process.execPath, [runner, "execute", ...files, "--output", ours], repository);
  expect(first.code, first.output).toBe(1); // some of them show errors
  const script = path.join(repository, "test", "jupyter", "python", "run_notebooks.py");
  // Pictures are left out of what takes too long, so the lectures run alone.
  for (const [atOnce, some] of [
    ["1", files.slice(0, lectures.length)],
    ["2", files.slice(lectures.length)],
  ] as const) {
    const second = await run(python, [script, theirs, atOnce, ...some], folder);
    expect(second.code, second.output).toBe(0);
  }
}, 240_000);

describe("the same notebook through nbclient and through npm run execute gives the same outputs", () => {
  it.each([...lectures, ...tiny])("%s", (file) => {
    const [ours, theirs] = [executed("runner", file), executed("nbclient", file)];
    expect(compareOutputs(ours, theirs)).toEqual([]);
    expect(counts(theirs)).toEqual(counts(ours));
    expect(codeCells(theirs).some(({ outputs }) => outputs.length > 0)).toBe(true);
  });

  const counts = (notebook: INotebookContent) => codeCells(notebook).map((cell) => cell.execution_count);
});

describe("jupyter execute", () => {
  it("runs a notebook outside the repository and gives the runner's outputs", async () => {
    const file = freshCopy(lectures[0]);
    const { code, output } = await runModule("jupyter", ["execute", "--inplace", file], path.dirname(file));
    expect(code, output).toBe(0);
    expect(compareOutputs(executed("runner", lectures[0]), readNotebook(file))).toEqual([]);
  });

  it("stops at an error and says what failed, with the line of the cell", async () => {
    const file = freshCopy("test/notebooks/error.ipynb");
    const { code, output } = await runModule("jupyter", ["execute", "--inplace", file], path.dirname(file));
    expect(code).toBe(1);
    expect(output).toContain("nbclient.exceptions.CellExecutionError");
    expect(output).toContain("RangeError: negative: -1\n\ncell [1], line 2");
    expect(output).toContain("    at cell [2], line 7");
  });
});

describe("jupyter nbconvert --execute --to html", () => {
  it("makes a page of notebook 05 in which every plot is an SVG picture", async () => {
    const file = freshCopy(lectures[1]);
    const args = ["--execute", "--to", "html", file];
    const { code, output } = await runModule("nbconvert", args, path.dirname(file));
    expect(code, output).toBe(0);
    const html = fs.readFileSync(file.replace(".ipynb", ".html"), "utf8");
    const pictures = [...html.matchAll(/<img [^>]*src="data:image\/svg\+xml;base64,([^"]+)"/g)].map(([, base64]) =>
      Buffer.from(base64, "base64").toString(),
    );
    expect(pictures).toEqual(plotsOf(executed("runner", lectures[1])));
    expect(pictures.length).toBeGreaterThanOrEqual(4);
    expect(html).toContain("itera 50000 cost 0.13514929");
    expect(html).not.toContain('data-mime-type="application/vnd.jupyter.error"');
  });

  const plotsOf = (notebook: INotebookContent) =>
    codeCells(notebook)
      .flatMap(({ outputs }) => outputs)
      .map(({ data }) => (data as Record<string, string | string[]> | undefined)?.["image/svg+xml"])
      .filter((svg) => svg !== undefined)
      .map((svg) => [svg].flat().join(""));
});

describe("papermill", () => {
  it("runs a notebook to its end and gives the runner's outputs", async () => {
    const file = freshCopy("test/notebooks/latest-value.ipynb");
    const copy = file.replace(".ipynb", ".out.ipynb");
    const { code, output } = await runModule("papermill", [file, copy], path.dirname(file));
    expect(code, output).toBe(0);
    expect(compareOutputs(executed("runner", "latest-value.ipynb"), readNotebook(copy))).toEqual([]);
  });

  it("names the error of the cell that failed", async () => {
    const file = freshCopy("test/notebooks/error.ipynb");
    const args = [file, file.replace(".ipynb", ".out.ipynb")];
    const { code, output } = await runModule("papermill", args, path.dirname(file));
    expect(code).toBe(1);
    expect(output).toContain('Exception encountered at "In [2]":\nRangeError: negative: -1\n');
  });
});

describe("pytest --nbval", () => {
  const nbval = (file: string) => runModule("pytest", ["-q", "-p", "no:cacheprovider", "--nbval", file], folder);

  it("finds the runner's outputs of notebook 00 again, pictures too", async () => {
    const { code, output } = await nbval(executedCopy(lectures[0]));
    expect(output).toContain(`${codeCells(executed("runner", lectures[0])).length} passed`);
    expect(code, output).toBe(0);
  });

  it("sees an output that is another one", async () => {
    const file = executedCopy("test/notebooks/latest-value.ipynb");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("'six'", "'seven'"));
    const { code, output } = await nbval(file);
    expect(output).toContain(`"'seven'" == "'six'"`);
    expect(output).toMatch(/1 failed, \d+ passed/);
    expect(code).toBe(1);
  });
});
