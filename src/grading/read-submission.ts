/** Reads what a student handed in: anything may come. */
import { readFileSync, statSync } from "node:fs";
import { type INotebookContent, NotebookError, parseNotebook } from "../kernel/execute/notebook";

/** A homework with all its plots is a few megabytes. */
export const LARGEST_MB = 20;
const MOST_CELLS = 2000;

/** It cannot be graded; the message is for the student. */
export class SubmissionError extends Error {
  override name = "SubmissionError";
}

/**
 * A notebook of nbformat 4, in TypeScript. One that does not say its language is taken for one: editors drop it.
 * @throws SubmissionError
 */
export function readSubmission(path: string): INotebookContent {
  const megabytes = statSync(path).size / 2 ** 20;
  if (megabytes > LARGEST_MB) {
    throw new SubmissionError(
      `the file has ${Math.round(megabytes)} MB, and may have ${LARGEST_MB}; clear the outputs and hand it in again`,
    );
  }
  const text = withLanguage(readFileSync(path, "utf8"));
  try {
    const notebook = parseNotebook(text, "the file");
    if (notebook.cells.length > MOST_CELLS) {
      throw new SubmissionError(`the notebook has ${notebook.cells.length} cells, and may have ${MOST_CELLS}`);
    }
    return notebook;
  } catch (error) {
    if (error instanceof NotebookError) throw new SubmissionError(error.message.replace(/^the file: /, "the file "));
    throw error;
  }
}

/** The same notebook, which says that it is TypeScript if it said nothing. */
function withLanguage(text: string): string {
  let notebook: { metadata?: { language_info?: { name?: unknown }; kernelspec?: { language?: unknown } } };
  try {
    notebook = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return text; // parseNotebook says it better
  }
  if (typeof notebook !== "object" || notebook === null) return text;
  const { metadata } = notebook;
  if (metadata?.language_info?.name ?? metadata?.kernelspec?.language) return text;
  const language_info = { name: "typescript" };
  return JSON.stringify({ ...notebook, metadata: { ...metadata, language_info } });
}
