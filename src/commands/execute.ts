/** `npm run execute`: runs notebooks without Jupyter and without Python. */
import { basename, join } from "node:path";
import { Compiler } from "../kernel/compiler/compiler";
import { compareOutputs } from "../kernel/execute/compare";
import { type INotebookContent, NotebookError, readNotebook, writeNotebook } from "../kernel/execute/notebook";
import { setParameters } from "../kernel/execute/parameters";
import { type Finished, type Job, runAll } from "../kernel/execute/run-all";
import type { Failure } from "../kernel/execute/run-notebook";
import { homeworkChecker } from "./checker";
import { type ExecuteOptions, parseExecuteOptions, USAGE, UsageError } from "./execute-options";
import { plotRenderer } from "./renderer";
import { type Reporter, reporter } from "./report";

/** A picture decides nothing here, but it belongs to the outputs: the runner is patient. */
const RENDER_PATIENCE_MS = 60_000;

type File = Job & { path: string };

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
  const files = readAll(options.files); // all are looked at before anything runs
  const compiler = new Compiler(root, join(__dirname, ".."));
  const renderer = plotRenderer(join(__dirname, ".."), RENDER_PATIENCE_MS);
  try {
    const jobs = files.map((file) => ({
      ...file,
      notebook: setParameters(compiler.typescript, file.notebook, options.set, file.name),
    }));
    const report = reporter(jobs.length);
    await runAll(jobs, {
      compiler,
      code: join(__dirname, "..", "kernel"),
      renderer,
      checker: homeworkChecker,
      timeoutMs: options.timeoutMs,
      memoryMB: options.memoryMB,
      jobs: options.jobs,
      onCell: report.cell,
      onFinished: (finished) => settle(finished, options, report),
    });
    return report.end();
  } finally {
    renderer.close();
    compiler.close();
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

/** Writes what is to be written of one notebook's run, and reports it. */
function settle({ job, run, seconds }: Finished, options: ExecuteOptions, report: Reporter): void {
  const { path } = job as File;
  const failures: Failure[] = [...run.failures];
  if (options.output) failures.push(...write(join(options.output, basename(path)), run.notebook));
  if (options.update) failures.push(...write(path, run.notebook));
  if (options.check) {
    for (const { cell, firstLine, message } of compareOutputs(job.notebook, run.notebook)) {
      failures.push({ cell, firstLine, message: "the output is not what is committed", details: message });
    }
  }
  report.notebook(job.name, path, { ...run, failures }, seconds);
}

/** One file that cannot be written does not stop the others. */
function write(path: string, notebook: INotebookContent): Failure[] {
  try {
    writeNotebook(path, notebook);
    return [];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return [{ firstLine: "", message: `${path}: cannot be written (${code ?? message})`, details: "" }];
  }
}
