/** One notebook's run as cases of a test: a code cell is a case. */
import { hasTag, type ICodeCell, isCode, joined } from "../kernel/execute/notebook";
import type { Failure, Run } from "../kernel/execute/run-notebook";

/** One notebook's run. */
export interface Suite {
  /** The notebook as messages call it. */
  name: string;
  run: Run;
  /** Of the whole run. */
  seconds: number;
  /** Of each cell that was run. */
  cellSeconds: number[];
}

export interface Case {
  name: string;
  seconds: number;
  failures: Failure[];
  /** Why it was not run. */
  skipped?: string;
}

/** Empty cells are no cases; what no single cell is to blame for is a case of its own, at the end. */
export function casesOf({ run, cellSeconds }: Suite): Case[] {
  const cells = run.notebook.cells.filter(isCode).filter((cell) => joined(cell.source).trim() !== "");
  let number = 0;
  const cases = cells.map((cell) => (hasTag(cell, "skip-execution") ? leftAlone(cell) : ran(cell, ++number)));
  const others = run.failures.filter(({ cell }) => cell === undefined);
  return others.length === 0 ? cases : [...cases, { name: "the whole notebook", seconds: 0, failures: others }];

  /** `number` is the one that messages call the cell by, the same in each run. */
  function ran(cell: ICodeCell, number: number): Case {
    const name = `cell [${number}] ${firstLine(cell)}`;
    const failures = run.failures.filter((failure) => failure.cell === number);
    const skipped = cell.execution_count === null ? "not run: the program ended in an earlier cell" : undefined;
    return { name, seconds: cellSeconds[number - 1] ?? 0, failures, skipped };
  }
}

function leftAlone(cell: ICodeCell): Case {
  return {
    name: `cell [ ] ${firstLine(cell)}`,
    seconds: 0,
    failures: [],
    skipped: "the cell is tagged skip-execution",
  };
}

function firstLine(cell: ICodeCell): string {
  return joined(cell.source).trim().split(/\r?\n/)[0];
}
