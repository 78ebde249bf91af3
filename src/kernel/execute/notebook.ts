/** Notebook files: nbformat 4.0 to 4.5, read with care and written whole or not at all. */
import { readFileSync } from "node:fs";
import type { ICell, ICodeCell, INotebookContent } from "@jupyterlab/nbformat";
import { writeWhole } from "../whole-file";

/** A file that cannot be run; the message names it and says what to do. */
export class NotebookError extends Error {
  override name = "NotebookError";
}

export type { ICell, ICodeCell, INotebookContent };

/**
 * Reads a notebook whose language is TypeScript.
 *
 * @param path the file
 * @param name how messages call it
 * @throws NotebookError when it is missing, is no notebook, is of another format or in another language
 */
export function readNotebook(path: string, name = path): INotebookContent {
  return parseNotebook(readText(path, name), name);
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new NotebookError(`${name}: there is no such file`);
    if (code === "EISDIR") throw new NotebookError(`${name}: is a folder; name notebooks, as in ${name}/*.ipynb`);
    throw new NotebookError(`${name}: cannot be read (${code})`);
  }
}

/** The same from the file's text. */
export function parseNotebook(text: string, name: string): INotebookContent {
  let notebook: INotebookContent;
  try {
    notebook = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new NotebookError(`${name}: is no notebook: not JSON (${(error as Error).message})`);
  }
  const { nbformat, nbformat_minor: minor } = notebook ?? {};
  if (typeof nbformat !== "number") throw new NotebookError(`${name}: is no notebook: it has no "nbformat"`);
  if (nbformat === 4 && typeof minor !== "number") {
    throw new NotebookError(`${name}: is no notebook: it has no "nbformat_minor"`);
  }
  if (nbformat !== 4 || minor > 5) {
    const fix =
      nbformat < 4 ? "convert it with: jupyter nbconvert --to notebook --nbformat 4" : "a newer program wrote it";
    throw new NotebookError(`${name}: nbformat ${nbformat}.${minor ?? 0} came; 4.0 to 4.5 are known; ${fix}`);
  }
  if (!Array.isArray(notebook.cells)) throw new NotebookError(`${name}: is no notebook: it has no "cells"`);
  if (!notebook.cells.every(isCell)) {
    throw new NotebookError(`${name}: is no notebook: a cell lacks its cell_type or its source`);
  }
  checkLanguage(notebook, name);
  return notebook;
}

function isCell(cell: unknown): boolean {
  const { cell_type: type, source } = (cell ?? {}) as Partial<ICell>;
  const isText = typeof source === "string" || (Array.isArray(source) && source.every((s) => typeof s === "string"));
  return typeof type === "string" && isText;
}

function checkLanguage({ metadata }: INotebookContent, name: string): void {
  const spec = metadata?.kernelspec as { language?: string } | undefined;
  const language = metadata?.language_info?.name ?? spec?.language;
  if (String(language).toLowerCase() === "typescript") return;
  const what = language ? `its language is ${language}` : "its language is not given";
  throw new NotebookError(`${name}: ${what}; only TypeScript notebooks can be run here (metadata.language_info.name)`);
}

/** Text of a cell's source, or of an output's. */
export function joined(text: string | string[] | undefined): string {
  return Array.isArray(text) ? text.join("") : (text ?? "");
}

/** Text as nbformat likes it on disk: an array of lines, each with its line end. */
export function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

export function isCode(cell: ICell): cell is ICodeCell {
  return cell.cell_type === "code";
}

export function hasTag(cell: ICell, tag: string): boolean {
  const tags = cell.metadata?.tags;
  return Array.isArray(tags) && tags.includes(tag);
}

/** Writes a notebook as Jupyter would, keys in order too; a crash on the way leaves the old file. */
export function writeNotebook(path: string, notebook: INotebookContent): void {
  writeWhole(path, `${JSON.stringify(notebook, keysInOrder, 1)}\n`);
}

/** For `JSON.stringify`: objects with their keys in alphabetical order, as Jupyter writes them. */
export function keysInOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
