/** The threads of a sweep: each takes the next variation until none is left. */
import type { Worker } from "node:worker_threads";
import { type Parcel, unpackOutcome } from "./sweep-message";
import { type Outcome, textOf, without } from "./sweep-variation";
import type { FromThread, ToThread } from "./sweep-worker";
import { startThread } from "./thread";

/** How long a thread may take to stop; an interrupted cell is given up after half a second. */
const STOP_MS = 350;

export const NOT_RUN = "interrupted before its turn";

/** Trains all of the parcel's variations; their outcomes, in order. No thread is left when it is done. */
export async function trainOnThreads(
  { jobs, matrices }: Parcel,
  threads: readonly Thread[],
  signal: AbortSignal,
  onProgress: (index: number, part: number) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = jobs.map(() => without("not run", NOT_RUN));
  let next = 0;
  const work = async (thread: Thread) => {
    while (next < jobs.length && !signal.aborted) {
      const index = next++;
      outcomes[index] = await thread.train({ train: jobs[index] }, matrices, (part) => onProgress(index, part));
      onProgress(index, 1);
    }
  };
  const stop = () => {
    for (const thread of threads) thread.stop();
  };
  signal.addEventListener("abort", stop);
  try {
    await Promise.all(threads.map(work));
  } finally {
    signal.removeEventListener("abort", stop);
    await Promise.all(threads.map((thread) => thread.end()));
  }
  return outcomes;
}

/** A place for one worker at a time: after one has died, the next variation gets a new one. */
export class Thread {
  private worker: Worker | undefined;
  private giveUp: NodeJS.Timeout | undefined;
  private onPart: (part: number) => void = () => {};
  private onOutcome: (outcome: Outcome) => void = () => {};

  /** @param firstToSay which thread of the sweep was the first to print a line: what all say is printed once */
  constructor(private readonly firstToSay: Map<string, Thread>) {}

  /** @throws Error where no thread can be started. */
  open(matrices: Parcel["matrices"]): Worker {
    const worker = startThread("sweep-worker", matrices);
    let cause = "";
    worker.on("message", (message: FromThread) => {
      if ("part" in message) this.onPart(message.part);
      else if ("printed" in message) this.print(message.printed);
      else this.onOutcome(unpackOutcome(message.outcome));
    });
    worker.on("error", (error: Error & { code?: string }) => {
      cause = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "it ran out of memory" : textOf(error);
    });
    worker.on("exit", (code) => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.onOutcome(without("failed", `its thread ended: ${cause || `exit code ${code}`}`));
    });
    this.worker = worker;
    return worker;
  }

  /** Resolves with the outcome, also when the worker dies. */
  train(message: ToThread, matrices: Parcel["matrices"], onPart: (part: number) => void): Promise<Outcome> {
    this.onPart = onPart;
    return new Promise((resolve) => {
      this.onOutcome = resolve;
      try {
        (this.worker ?? this.open(matrices)).postMessage(message);
      } catch (error) {
        resolve(without("failed", textOf(error)));
      }
    });
  }

  /** Asks the worker to stop its training; the training counts as over if it does not. */
  stop(): void {
    this.worker?.postMessage("stop" satisfies ToThread);
    this.giveUp = setTimeout(() => {
      this.onOutcome(without("interrupted", "interrupted; it did not stop in time, so nothing of it is kept"));
    }, STOP_MS);
  }

  private print(text: string): void {
    if (!this.firstToSay.has(text)) this.firstToSay.set(text, this);
    if (this.firstToSay.get(text) === this) console.log(text);
  }

  async end(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.giveUp);
    await worker?.terminate();
  }
}
