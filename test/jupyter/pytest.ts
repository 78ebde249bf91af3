/** Shows the tests of a Python file as tests of vitest, one each, under the sentence that is its name. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, it } from "vitest";
import { environment, python } from "./environment";

interface Result {
  id: string;
  outcome: "passed" | "failed" | "skipped";
  text: string;
}

const MARK = "::result::"; // as in python/conftest.py
const folder = path.join(import.meta.dirname, "python");
/** Nothing is left in the repository: no cache, no compiled files. */
const env = { ...environment, PYTHONDONTWRITEBYTECODE: "1" };
const PYTEST = ["-m", "pytest", "-p", "no:cacheprovider", "-q"];

/** Makes the tests of a file in python/; pytest runs when the first of them is reached. A skipped one has failed. */
export async function testsOf(file: string): Promise<void> {
  const ids = await collect(file);
  const run = new Run(file, ids);
  for (const id of ids) {
    it(sentence(id), async () => {
      const { outcome, text } = await run.result(id);
      expect({ outcome, text }).toEqual({ outcome: "passed", text: "" });
    });
  }
  afterAll(() => run.stop());
}

/** The tests of a file as pytest calls them: "client_test.py::test_a_sentence[parameter]". */
async function collect(file: string): Promise<string[]> {
  const child = spawn(python, [...PYTEST, "--collect-only", file], { cwd: folder, env });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", (line) => output.push(line));
  const code = await ended(child);
  if (code !== 0) throw new Error(`pytest cannot read ${file}:\n${output.join("\n")}`);
  return output.filter((line) => line.includes("::"));
}

function sentence(id: string): string {
  const name = id.slice(id.lastIndexOf("::test_") + "::test_".length);
  const parameter = name.indexOf("[");
  const words = (text: string) => text.replaceAll("_", " ");
  return parameter < 0 ? words(name) : `${words(name.slice(0, parameter))}: ${name.slice(parameter + 1, -1)}`;
}

class Run {
  private child: ChildProcess | undefined;
  private readonly tell = new Map<string, (result: Result) => void>();
  private readonly results: Map<string, Promise<Result>>;

  constructor(
    private readonly file: string,
    ids: string[],
  ) {
    this.results = new Map(ids.map((id) => [id, new Promise((resolve) => this.tell.set(id, resolve))]));
  }

  result(id: string): Promise<Result> {
    if (!this.child) this.start();
    return this.results.get(id) as Promise<Result>;
  }

  stop(): void {
    this.child?.kill();
  }

  private start(): void {
    const child = spawn(python, [...PYTEST, "--results", this.file], { cwd: folder, env });
    this.child = child;
    const output: string[] = [];
    const take = (line: string) => {
      if (!line.startsWith(MARK)) output.push(line);
      else {
        const result = JSON.parse(line.slice(MARK.length)) as Result;
        this.tell.get(result.id)?.(result);
      }
    };
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", take);
    void ended(child).then(() => {
      const text = `pytest ended before this test:\n${output.join("\n")}`;
      for (const [id, tell] of this.tell) tell({ id, outcome: "failed", text });
    });
  }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
}
