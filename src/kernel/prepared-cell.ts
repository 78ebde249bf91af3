/** All that is done with a cell's source before it runs: it is compiled, and looked at for the checks that it asks for. */
import { CellChecks, type CellChecksOptions } from "./cell-checks";
import type { Checker } from "./checker";
import { checkCalls } from "./compiler/check-calls";
import type { CompiledCell, Compiler } from "./compiler/compiler";
import { compilerFailed, type Mistake } from "./compiler/mistakes";
import { outsideNames } from "./compiler/outside-names";
import { refusedImports } from "./compiler/refused-imports";

/** A cell that can be run, or what is wrong with it. */
export type Prepared =
  | { cell: CompiledCell; checks: CellChecks; mistakes?: undefined }
  | { cell?: undefined; checks?: undefined; mistakes: Mistake[] };

export interface PrepareOptions extends Pick<CellChecksOptions, "send" | "show"> {
  compiler: Compiler;
  checker: Checker | undefined;
  isSandboxed: boolean;
  /** What earlier cells declare. */
  declarations: string;
  /** Sources of all cells up to this one, by number. */
  sources: ReadonlyMap<number, string>;
}

/** For the compiler, which a sandboxed session shares with others: an honest cell takes a second at most. */
const COMPILED_MS = 20_000;

export function prepareCell(source: string, options: PrepareOptions): Prepared {
  const { compiler, declarations, isSandboxed } = options;
  try {
    const refused = isSandboxed ? refusedImports(compiler.typescript, source) : [];
    if (refused.length > 0) return { mistakes: refused };
    const timeoutMs = isSandboxed ? COMPILED_MS : undefined;
    const { cell, mistakes } = compiler.compile(declarations, source, { timeoutMs });
    return cell ? { cell, checks: checksOf(source, options) } : { mistakes: mistakes as Mistake[] };
  } catch (error) {
    return { mistakes: [compilerFailed(error)] }; // a source that is nested too deep
  }
}

function checksOf(source: string, { compiler, checker, sources, send, show }: PrepareOptions): CellChecks {
  const ts = compiler.typescript;
  const cells = () => [...sources].map(([cell, source]) => ({ cell, source }));
  return new CellChecks({
    checker,
    calls: checkCalls(ts, source),
    outsideNames: ({ answer }) => outsideNames(ts, cells(), answer),
    send,
    show,
  });
}
