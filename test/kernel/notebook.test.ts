import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { lines, parseNotebook, readNotebook, writeNotebook } from "../../src/kernel/execute/notebook";
import { notebookOf, schemaErrors } from "./tiny-notebooks";

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  return { ...fs, renameSync: vi.fn(fs.renameSync), writeFileSync: vi.fn(fs.writeFileSync) };
});

const folder = mkdtempSync(join(tmpdir(), "workbook notebooks "));

/** The message with which a notebook is refused; `change` what is wrong with it. */
function refusal(change: object | string): string {
  const text = typeof change === "string" ? change : JSON.stringify({ ...notebookOf(["1"]), ...change });
  return message(() => parseNotebook(text, "n.ipynb"));
}

function message(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return "was read";
}

describe("a file that cannot be run is refused with a clear line:", () => {
  it("one that is missing, or a folder", () => {
    expect(message(() => readNotebook(join(folder, "gone.ipynb"), "gone.ipynb"))).toBe(
      "NotebookError: gone.ipynb: there is no such file",
    );
    expect(message(() => readNotebook(folder, "notebooks"))).toBe(
      "NotebookError: notebooks: is a folder; name notebooks, as in notebooks/*.ipynb",
    );
  });

  it("one that is not JSON, or cut", () => {
    expect(refusal("# Title")).toMatch(/^NotebookError: n\.ipynb: is no notebook: not JSON \(Unexpected token .*\)$/);
    expect(refusal('{"cells": [')).toMatch(/^NotebookError: n\.ipynb: is no notebook: not JSON \(Unexpected end .*\)$/);
    expect(refusal("")).toMatch(/^NotebookError: n\.ipynb: is no notebook: not JSON \(Unexpected end .*\)$/);
  });

  it.each(["{}", "[]", "null", "5", '{"nbformat": "4"}'])("JSON that is no notebook: %s", (text) => {
    expect(refusal(text)).toBe('NotebookError: n.ipynb: is no notebook: it has no "nbformat"');
  });

  it("one of another format, with what can be done", () => {
    const known = "4.0 to 4.5 are known";
    const convert = "convert it with: jupyter nbconvert --to notebook --nbformat 4";
    expect(refusal({ nbformat: 3, nbformat_minor: 0 })).toBe(
      `NotebookError: n.ipynb: nbformat 3.0 came; ${known}; ${convert}`,
    );
    expect(refusal({ nbformat: 2, nbformat_minor: undefined })).toBe(
      `NotebookError: n.ipynb: nbformat 2.0 came; ${known}; ${convert}`,
    );
    expect(refusal({ nbformat_minor: 6 })).toBe(
      `NotebookError: n.ipynb: nbformat 4.6 came; ${known}; a newer program wrote it`,
    );
    expect(refusal({ nbformat: 5, nbformat_minor: 1 })).toBe(
      `NotebookError: n.ipynb: nbformat 5.1 came; ${known}; a newer program wrote it`,
    );
  });

  it("one that lacks a part", () => {
    expect(refusal({ nbformat_minor: undefined })).toBe(
      'NotebookError: n.ipynb: is no notebook: it has no "nbformat_minor"',
    );
    expect(refusal({ cells: undefined })).toBe('NotebookError: n.ipynb: is no notebook: it has no "cells"');
    const lacks = "NotebookError: n.ipynb: is no notebook: a cell lacks its cell_type or its source";
    for (const cell of [{ source: "1" }, { cell_type: "code" }, { cell_type: "code", source: [1] }, null, "1"]) {
      expect(refusal({ cells: [cell] })).toBe(lacks);
    }
  });

  it("one in another language, or in none that is known", () => {
    const only = "only TypeScript notebooks can be run here (metadata.language_info.name)";
    expect(refusal({ metadata: { language_info: { name: "python" } } })).toBe(
      `NotebookError: n.ipynb: its language is python; ${only}`,
    );
    expect(refusal({ metadata: { kernelspec: { name: "ir", language: "R" } } })).toBe(
      `NotebookError: n.ipynb: its language is R; ${only}`,
    );
    for (const metadata of [{}, undefined, { kernelspec: { name: "workbook" } }]) {
      expect(refusal({ metadata })).toBe(`NotebookError: n.ipynb: its language is not given; ${only}`);
    }
  });
});

describe("a notebook is read", () => {
  it("when the language is TypeScript by either entry, whatever the kernel's name", () => {
    for (const metadata of [
      { language_info: { name: "TypeScript" }, kernelspec: { name: "renamed", language: "javascript" } },
      { kernelspec: { name: "tslab", language: "typescript" } },
    ]) {
      expect(parseNotebook(JSON.stringify({ ...notebookOf(["1"]), metadata }), "n").metadata).toEqual(metadata);
    }
  });

  it("with a byte order mark, and with Windows line ends", () => {
    const notebook = notebookOf(["1\n2"]);
    const text = `\ufeff${JSON.stringify(notebook, null, 2).replace(/\n/g, "\r\n")}`;
    expect(parseNotebook(text, "n.ipynb")).toEqual(notebook);
  });

  it("of each format from 4.0 to 4.5", () => {
    for (const nbformat_minor of [0, 1, 2, 3, 4, 5]) {
      const text = JSON.stringify({ ...notebookOf(["1"]), nbformat_minor });
      expect(parseNotebook(text, "n.ipynb").nbformat_minor).toBe(nbformat_minor);
    }
  });
});

describe("a text", () => {
  it("becomes an array of lines, each with its line end", () => {
    expect(lines("")).toEqual([]);
    expect(lines("a")).toEqual(["a"]);
    expect(lines("a\r\n\nb\n")).toEqual(["a\r\n", "\n", "b\n"]);
    expect(lines("a\n ")).toEqual(["a\n", " "]);
  });
});

describe("a notebook is written", () => {
  const notebook = notebookOf([{ source: "1", outputs: [{ output_type: "stream", name: "stdout", text: ["ä\n"] }] }]);

  it("as Jupyter writes it: indented by 1, keys in order, letters as they are, a line end at the end", () => {
    const path = join(folder, "new", "folder", "written.ipynb");
    writeNotebook(path, notebook);
    const text = readFileSync(path, "utf8");
    expect(text.split("\n").slice(0, 14)).toEqual([
      "{",
      ' "cells": [',
      "  {",
      '   "cell_type": "code",',
      '   "execution_count": null,',
      '   "id": "cell-1",',
      '   "metadata": {},',
      '   "outputs": [',
      "    {",
      '     "name": "stdout",',
      '     "output_type": "stream",',
      '     "text": [',
      '      "ä\\n"',
      "     ]",
    ]);
    expect(text.endsWith(' "nbformat": 4,\n "nbformat_minor": 5\n}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual(notebook);
    expect(schemaErrors(JSON.parse(text))).toEqual([]);
  });

  it("whole or not at all: when the disk is full in the middle, the old file stays and nothing beside it", () => {
    const own = join(folder, "crash");
    const path = join(own, "old.ipynb");
    mkdirSync(own);
    writeFileSync(path, "old");
    const write = vi.mocked(writeFileSync).getMockImplementation() as typeof writeFileSync;
    const fail = () => {
      throw new Error("ENOSPC");
    };
    vi.mocked(writeFileSync).mockImplementationOnce((draft, text) => {
      write(draft, String(text).slice(0, 20));
      fail();
    });
    expect(message(() => writeNotebook(path, notebook))).toBe("Error: ENOSPC");
    vi.mocked(renameSync).mockImplementationOnce(fail);
    expect(message(() => writeNotebook(path, notebook))).toBe("Error: ENOSPC");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(own)).toEqual(["old.ipynb"]);
    writeNotebook(path, notebook);
    expect(readdirSync(own)).toEqual(["old.ipynb"]);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(notebook);
  });
});
