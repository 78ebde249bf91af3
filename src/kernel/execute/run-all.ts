/** Runs many notebooks on one warm compiler, each in a program of its own. */
import type { Checker } from "../checker";
import type { Compiler } from "../compiler/compiler";
import type { Renderer } from "../renderer";
import { Session } from "../session";
import type { INotebookContent } from "./notebook";
import { type Run, runNotebook } from "./run-notebook";

export interface Job {
  /** How messages call it. */
  name: string;
  notebook: INotebookContent;
}

export interface Finished {
  job: Job;
  run: Run;
  seconds: number;
}

export interface RunAllOptions {
  compiler: Compiler;
  /** Folder with the compiled kernel. */
  code: string;
  renderer?: Renderer;
  checker?: Checker;
  /** Limit for one cell. */
  timeoutMs: number;
  memoryMB: number;
  /** Notebooks that may run at once. */
  jobs: number;
  onCell?(job: Job, cell: number, total: number): void;
  /** Called as each notebook ends, which need not be in order. */
  onFinished(finished: Finished): void;
}

/** Runs all; a notebook that fails, or whose program dies, does not touch the others. */
export async function runAll(jobs: Job[], options: RunAllOptions): Promise<void> {
  const waiting = [...jobs];
  const worker = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) options.onFinished(await runOne(job, options));
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, jobs.length) }, worker));
}

async function runOne(job: Job, options: RunAllOptions): Promise<Finished> {
  const { compiler, code, renderer, checker, memoryMB, timeoutMs } = options;
  const start = performance.now();
  const session = new Session({ compiler, code, renderer, checker, memoryMB });
  try {
    const onCell = (cell: number, total: number) => options.onCell?.(job, cell, total);
    const run = await runNotebook(job.notebook, session, { timeoutMs, onCell });
    return { job, run, seconds: (performance.now() - start) / 1000 };
  } finally {
    session.close();
  }
}
