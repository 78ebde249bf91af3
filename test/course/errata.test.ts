/**
 * Notebook 08 proves each slip: a claim that holds for the right form and fails for the slip's. `npm test` runs
 * the notebook as it is; here its proofs are run with the slip's form in the right one's place, and each must fail.
 */
import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { type INotebookContent, isCode, joined } from "../../src/kernel/execute/notebook";
import { runNotebook } from "../../src/kernel/execute/run-notebook";
import { Session } from "../../src/kernel/session";
import { code as kernel } from "../kernel/kernel";
import { notebook, root } from "./course";

const errata = notebook("08-errata.ipynb");

/** A proof: `prove("5a", claim, { right: …, slip: … });`, from the beginning of its line to the end of one. */
const PROOF = /^prove\("(\w+)",[\s\S]*?\}\);$/gm;

const proofs = errata.code.flatMap((source) => [...source.matchAll(PROOF)].map(([, slip]) => slip));

/** The course's list of slips: 1 to 25 in order. Those of wording are stated and have nothing to prove. */
const KNOWN = 25;
const WORDING = [8, 9];

const compiler = new Compiler(root);
afterAll(() => compiler.close());

/** Runs the code cells of these; what failed, in words, a proof a cell. */
async function failuresOf(cells: string[]): Promise<string[]> {
  const session = new Session({ compiler, code: kernel, memoryMB: 1024 });
  const content = structuredClone(errata.content);
  const template = content.cells.find(isCode);
  content.cells = cells.map((source) => ({ ...template, source })) as INotebookContent["cells"];
  try {
    return (await runNotebook(content, session, { timeoutMs: 60_000 })).failures.map(({ message }) => message);
  } finally {
    session.close();
  }
}

/** A cell cut so that each proof in it is a cell of its own: one that fails does not stop the next. */
function apart(source: string): string[] {
  const pieces = source.replace(PROOF, (proof) => `\0${proof}\0`).split("\0");
  return pieces.filter((piece) => piece.trim() !== "");
}

/** The proof with the slip's form where the right one stood. */
const exchanged = (proof: string) =>
  proof.replace(/\b(right|slip):/g, (_, name) => (name === "right" ? "slip:" : "right:"));

describe("notebook 08", () => {
  it("has a section for each slip known, and a proof for each that is more than wording", () => {
    const sections = errata.content.cells
      .filter((cell) => !isCode(cell))
      .flatMap(({ source }) => [...joined(source).matchAll(/^### (\d+) · /gm)].map(([, number]) => Number(number)));
    expect(sections).toEqual(sections.map((_, i) => i + 1));
    expect(sections.length).toBeGreaterThanOrEqual(KNOWN);
    const proven = new Set(proofs.map((slip) => Number.parseInt(slip, 10)));
    const unproven = sections.slice(0, KNOWN).filter((slip) => !proven.has(slip));
    expect(unproven).toEqual(WORDING);
  });

  it("has every proof where this test finds it, each slip once", () => {
    const calls = errata.code.flatMap((source) => source.match(/^\s*prove\(/gm) ?? []);
    expect(proofs.length).toBe(calls.length);
    expect(new Set(proofs).size).toBe(proofs.length);
  });
});

describe("the proofs of notebook 08", () => {
  const cells = errata.code.flatMap(apart);

  it("hold, as the notebook was saved: the right form passes, the slip's fails", () => {
    const printed = errata.content.cells.flatMap((cell) => (isCode(cell) ? cell.outputs : [])).map(({ text }) => text);
    const verdicts = joined(printed.flat() as string[]).match(/^\w+ {2}(right form: holds|slip: {7}fails)/gm);
    expect(verdicts).toEqual(proofs.flatMap((slip) => [`${slip}  right form: holds`, `${slip}  slip:       fails`]));
  });

  it("fail, every one, when the slip's form is put in", { timeout: 240_000 }, async () => {
    const changed = cells.map((cell) => (/^prove\(/.test(cell) ? exchanged(cell) : cell));
    expect(await failuresOf(changed)).toEqual(
      proofs.map((slip) => `Error: the proof of slip ${slip} fails: the claim does not hold for the right form`),
    );
  });

  it("cannot be had with a claim that holds for anything", async () => {
    const definition = cells.filter((cell) => cell.includes("function prove"));
    expect(await failuresOf([...definition, 'prove("0", () => true, { right: 1, slip: 2 });'])).toEqual([
      "Error: the proof of slip 0 fails: the claim holds for the slip too",
    ]);
  });
});
