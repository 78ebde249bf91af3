import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { compareOutputs } from "../../src/kernel/execute/compare";
import type { INotebookContent } from "../../src/kernel/execute/notebook";
import { runAll } from "../../src/kernel/execute/run-all";
import type { Run } from "../../src/kernel/execute/run-notebook";
import { code, root } from "./kernel";
import { inWords, schemaErrors, type TinyNotebook, tinyNotebook, tinyNotebooks } from "./tiny-notebooks";

const compiler = new Compiler(root);
afterAll(() => compiler.close());

async function run({ file, notebook, expected: { memoryMB, timeoutMs } }: TinyNotebook): Promise<Run> {
  const runs: Run[] = [];
  const onFinished = (finished: { run: Run }) => runs.push(finished.run);
  await runAll([{ name: file, notebook }], { compiler, code, memoryMB, timeoutMs, jobs: 1, onFinished });
  return runs[0];
}

const executionCounts = ({ cells }: INotebookContent) => cells.map((cell) => cell.execution_count);

describe("test/notebooks", () => {
  it.each(tinyNotebooks.map((tiny) => [tiny.file, tiny.sentence, tiny] as const))("%s: %s", async (_, __, tiny) => {
    const ran = await run(tiny);
    expect(ran.failures.map(inWords)).toEqual(tiny.expected.failures);
    expect(ran.notes).toEqual(tiny.expected.notes);
    expect(compareOutputs(tiny.notebook, ran.notebook)).toEqual([]);
    expect(executionCounts(ran.notebook)).toEqual(executionCounts(tiny.notebook));
    expect(schemaErrors(ran.notebook)).toEqual([]);
  });

  it("are run, not only read: another number in a committed output is found", async () => {
    const tiny = tinyNotebook("latest-value.ipynb");
    const text = JSON.stringify(tiny.notebook).replace("'six'", "'seven'");
    const differences = compareOutputs(JSON.parse(text), (await run(tiny)).notebook);
    expect(differences).toEqual([
      {
        cell: 3,
        firstLine: 'let alpha = "six";',
        message: "output 1, execute_result text/plain, line 1:\n  committed: 'seven'\n  now:       'six'",
      },
    ]);
  });
});
