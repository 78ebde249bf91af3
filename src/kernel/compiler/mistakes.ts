/** What the compiler finds wrong with a cell or with a file that it imports. */
import type { Diagnostic } from "tslab/dist/converter";

/** Lines and columns count from 1. */
export interface Mistake {
  /** Undefined for the cell itself, otherwise the file relative to the repository. */
  file?: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** TypeScript's number: 2345 for a wrong argument. */
  code: number;
  message: string;
}

export function toMistakes(diagnostics: Diagnostic[]): Mistake[] {
  return diagnostics.map(({ start, end, messageText, code, fileName }) => ({
    file: fileName,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    code,
    message: messageText,
  }));
}

/** TypeScript itself has failed: there is no place to point at. */
export function compilerFailed(error: unknown): Mistake {
  const message = `the compiler itself failed: ${(error as Error).message}`;
  return { line: 1, column: 1, endLine: 1, endColumn: 1, code: 0, message };
}
