/** `npm run execute`: runs notebooks without Jupyter and without Python. */
import { basename, join } from "node:path";
import { Compiler } from "../kernel/compiler/compiler";
import { compareOutputs } from "../kernel/execute/compare";
import { NotebookError, readNotebook, writeNotebook } from "../kernel/execute/notebook";
import { setParameters } from "../kernel/execute/parameters";
import { type Finished, type Job, runAll } from "../kernel/execute/run-all";
import type { Failure, Run } from "../kernel/execute/run-notebook";
import { writeWhole } from "../kernel/whole-file";
import { homeworkChecker } from "./checker";
import { type ExecuteOptions, parseExecuteOptions, USAGE } from "./execute-options";
import type { Suite } from "./junit-cases";
import { UsageError } from "./option-values";
import { plotRenderer } from "./renderer";
import { type Reporter, reporter } from "./report";
import { CellTimes } from "./times";

/** A picture decides nothing here, but it belongs to the outputs: the runner is patient. */
const RENDER_PATIENCE_MS = 60_000;

type File = Job & { path: string };
/** Loaded when it is asked for: the libraries behind it take longer to load than a small notebook to run. */
type Pages = typeof import("./pages");

/** @returns the exit code: 0 all ran, 1 a cell failed, 2 bad usage */
export async function main(args: string[], { root }: { root: string }): Promise<number> {
  if (args.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  try {
    const options = parseExecuteOptions(args, process.env.INIT_CWD ?? process.cwd());
    return await execute(options, root);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof NotebookError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function execute(options: ExecuteOptions, root: string): Promise<number> {
  if (options.files.length === 0) return nothingToDo(options);
  const files = readAll(options.files); // all are looked at before anything runs
  const compiler = new Compiler(root, join(__dirname, ".."));
  const renderer = plotRenderer(join(__dirname, ".."), RENDER_PATIENCE_MS);
  const suites: Suite[] = [];
  const pages = options.html ? await import("./pages") : undefined;
  try {
    const jobs = files.map((file) => ({
      ...file,
      notebook: setParameters(compiler, file.notebook, options.set, file.name),
    }));
    const report = reporter(jobs.length);
    const times = new CellTimes();
    await runAll(jobs, {
      compiler,
      code: join(__dirname, "..", "kernel"),
      renderer,
      checker: homeworkChecker,
      timeoutMs: options.timeoutMs,
      memoryMB: options.memoryMB,
      jobs: options.jobs,
      onCell(job, cell, total) {
        times.begin(job);
        report.cell(job, cell, total);
      },
      onFinished(finished) {
        const run = settle(finished, options, report, pages);
        suites.push({ name: finished.job.name, run, seconds: finished.seconds, cellSeconds: times.end(finished.job) });
      },
    });
    return Math.max(report.end(), await writeReport(options, inOrder(suites, jobs)));
  } finally {
    renderer.close();
    compiler.close();
  }
}

/** A part of fewer notebooks than there are parts may be empty. */
function nothingToDo(options: ExecuteOptions): Promise<number> {
  console.log(`--shard ${options.shard}: this part holds no notebook; nothing to do`);
  return writeReport(options, []);
}

/** Notebooks that run at once end in any order; the report has them in that of the command line. */
function inOrder(suites: Suite[], jobs: Job[]): Suite[] {
  return jobs.flatMap(({ name }) => suites.filter((suite) => suite.name === name));
}

/** @returns the exit code */
async function writeReport(options: ExecuteOptions, suites: Suite[]): Promise<number> {
  if (options.junit === undefined) return 0;
  const { junit } = await import("./junit");
  try {
    writeWhole(options.junit, junit(suites));
    return 0;
  } catch (error) {
    console.error(cannotWrite(options.junit, error));
    return 1;
  }
}

function readAll(files: ExecuteOptions["files"]): File[] {
  const problems: string[] = [];
  const read = files.flatMap(({ name, path }) => {
    try {
      return [{ name, path, notebook: readNotebook(path, name) }];
    } catch (error) {
      if (!(error instanceof NotebookError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw new NotebookError(problems.join("\n"));
  return read;
}

/** Writes what is to be written of one notebook's run, and reports it; what could not be done is a failure too. */
function settle({ job, run, seconds }: Finished, options: ExecuteOptions, report: Reporter, pages?: Pages): Run {
  const { path } = job as File;
  const { output } = options;
  const failures: Failure[] = [...run.failures];
  const write = (file: string, how: () => void) => failures.push(...attempt(file, how));
  if (output) write(join(output, basename(path)), () => writeNotebook(join(output, basename(path)), run.notebook));
  if (output && pages) {
    const page = pages.pagePath(output, path);
    write(page, () => pages.writePage(page, run.notebook));
  }
  if (options.update) write(path, () => writeNotebook(path, run.notebook));
  if (options.check) {
    for (const { cell, firstLine, message } of compareOutputs(job.notebook, run.notebook)) {
      failures.push({ cell, firstLine, message: "the output is not what is committed", details: message });
    }
  }
  const settled = { ...run, failures };
  report.notebook(job.name, path, settled, seconds);
  return settled;
}

/** One file that cannot be written does not stop the others. */
function attempt(path: string, write: () => void): Failure[] {
  try {
    write();
    return [];
  } catch (error) {
    return [{ firstLine: "", message: cannotWrite(path, error), details: "" }];
  }
}

function cannotWrite(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return `${path}: cannot be written (${code ?? message})`;
}
