/** What `npm run execute` says while it runs: a line a notebook, what failed below it, and annotations on GitHub. */
import { stripVTControlCharacters } from "node:util";
import type { Job } from "../kernel/execute/run-all";
import type { Failure, Run } from "../kernel/execute/run-notebook";

export interface Reporter {
  /** A cell begins. */
  cell(job: Job, cell: number, total: number): void;
  /** A notebook has ended. */
  notebook(name: string, path: string, run: Run, seconds: number): void;
  /** All have ended; returns the exit code. */
  end(): number;
}

export function reporter(total: number): Reporter {
  const live = process.stderr.isTTY;
  const width = String(total).length;
  const say = (text: string) => console.log(process.stdout.isTTY ? text : stripVTControlCharacters(text));
  let done = 0;
  let failed = 0;
  const wipe = () => void (live && process.stderr.write("\r\u001b[K"));

  return {
    cell({ name }, cell, cells) {
      if (live) process.stderr.write(`\r\u001b[K${name}: cell ${cell} of ${cells}`);
    },
    notebook(name, path, run, seconds) {
      wipe();
      const ok = run.failures.length === 0;
      if (!ok) failed++;
      const count = `[${String(++done).padStart(width)}/${total}]`;
      const words = `${run.cells} ${run.cells === 1 ? "cell" : "cells"}  ${seconds.toFixed(1)} s`;
      console.log(`${count} ${ok ? "ok    " : "FAILED"} ${name}  ${words}`);
      for (const note of run.notes) console.log(`  note: ${note}`);
      for (const failure of run.failures) {
        say(describe(name, failure));
        if (process.env.GITHUB_ACTIONS) console.log(annotation(path, failure));
      }
    },
    end() {
      if (total > 1 && failed > 0) console.log(`${failed} of ${total} notebooks failed`);
      return failed > 0 ? 1 : 0;
    },
  };
}

function describe(name: string, { cell, line, firstLine, message, details }: Failure): string {
  const where = [name, cell && `cell [${cell}]`, line && `line ${line}`].filter(Boolean).join(", ");
  const head = `  ${where}${firstLine ? ` \`${firstLine}\`` : ""}\n    ${message}`;
  const more = details
    .trimEnd()
    .replace(/^\n/, "")
    .replace(/^(?=.)/gm, "      ");
  return more === "" ? head : `${head}\n${more}`;
}

function annotation(path: string, { cell, line, message }: Failure): string {
  const escaped = (text: string) => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
  const where = [cell && `cell [${cell}]`, line && `line ${line}`].filter(Boolean).join(", ");
  const text = where ? `${where}: ${message}` : message;
  return `::error file=${escaped(path).replace(/,/g, "%2C").replace(/:/g, "%3A")}::${escaped(text)}`;
}
