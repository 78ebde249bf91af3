import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  candidates,
  findPython,
  isNewEnough,
  JUPYTERLAB_NEEDS,
  NBGRADER_NEEDS,
  pythonEnv,
  pythonProblem,
  readProbe,
} from "../../src/setup/python.mjs";
import { fakePython } from "./fake-python";

type Python = NonNullable<ReturnType<typeof readProbe>>;
const old: Python = { command: ["python3"], version: [3, 8, 18], missing: [] };
const older: Python = { command: ["python"], version: [2, 7, 18], missing: ["venv", "ensurepip"] };
const bare: Python = { command: ["python3"], version: [3, 12, 3], missing: ["ensurepip"] };

test("a Python's answer: its version and the modules that it lacks", () => {
  expect(readProbe(["python3"], "3.11.7\n")).toEqual({ command: ["python3"], version: [3, 11, 7], missing: [] });
  expect(readProbe(["py", "-3"], "3.13.0\r\nno venv\r\nno ensurepip\r\n")).toEqual({
    command: ["py", "-3"],
    version: [3, 13, 0],
    missing: ["venv", "ensurepip"],
  });
  expect(
    readProbe(["python3"], "Python was not found; run without arguments to install from the Store"),
  ).toBeUndefined();
});

test("3.9 is older than 3.10, 4.0 newer", () => {
  expect(
    [
      [3, 9],
      [3, 10],
      [3, 11],
      [2, 11],
      [4, 0],
    ].map((version) => isNewEnough(version, [3, 10])),
  ).toEqual([...[false, true, true, false, true]]);
});

test("looked for by these names; PYTHON alone, when it is set", () => {
  expect(candidates({}).slice(0, 4)).toEqual([["python3"], ["python"], ["py", "-3"], ["python3.14"]]);
  expect(candidates({ PYTHON: "/opt/my python/bin/python" })).toEqual([["/opt/my python/bin/python"]]);
});

test("what would lead Python and pip elsewhere is left out, the proxy stays", () => {
  expect(
    pythonEnv({ PYTHONHOME: "/a", PYTHONPATH: "/b", PIP_TARGET: "/c", VIRTUAL_ENV: "/d", HTTPS_PROXY: "p" }),
  ).toEqual({
    HTTPS_PROXY: "p",
    PIP_USER: "0",
  });
});

describe("what is missing, and what to type", () => {
  const problem = (found: Python[], env = {}, platform: NodeJS.Platform = "linux", need = JUPYTERLAB_NEEDS) =>
    pythonProblem(found, need, env, platform);

  test("no Python", () => {
    expect(problem([])).toBe(
      "No Python was found: JupyterLab needs Python 3.10 or newer. Install it (Debian, Ubuntu: sudo apt install python3 python3-venv; Fedora: sudo dnf install python3), then type this command again.",
    );
    expect(problem([], {}, "darwin")).toBe(
      "No Python was found: JupyterLab needs Python 3.10 or newer. Install it from https://www.python.org/downloads/ (or type: brew install python), then type this command again.",
    );
    expect(problem([], {}, "win32")).toBe(
      "No Python was found: JupyterLab needs Python 3.10 or newer. Install it from https://www.python.org/downloads/ (or type: winget install Python.Python.3.13), then type this command again.",
    );
  });

  test("only old ones: the newest is named", () => {
    expect(problem([older, old])).toBe(
      "Python 3.8.18 (python3) is too old: JupyterLab needs Python 3.10 or newer. Install one beside it from https://www.python.org/downloads/, or set the variable PYTHON to the path of one that is there, then type this command again.",
    );
    expect(problem([{ ...old, version: [3, 10, 2] }], {}, "linux", NBGRADER_NEEDS)).toMatch(
      /^Python 3\.10\.2 \(python3\) is too old: nbgrader needs Python 3\.11 or newer\. /,
    );
  });

  test("a new one without its modules for environments", () => {
    expect(problem([old, bare])).toBe(
      "Python 3.12.3 (python3) cannot make an environment: its module ensurepip is missing. Install it (Debian, Ubuntu: sudo apt install python3.12-venv), then type this command again.",
    );
    expect(problem([{ ...bare, missing: ["venv", "ensurepip"] }], {}, "darwin")).toBe(
      "Python 3.12.3 (python3) cannot make an environment: its modules venv and ensurepip are missing. Install Python from https://www.python.org/downloads/, then type this command again.",
    );
  });

  test("the variable PYTHON names something else", () => {
    expect(problem([], { PYTHON: "/no/python" })).toBe(
      'The variable PYTHON is "/no/python", and that is no Python that runs: JupyterLab needs Python 3.10 or newer. Set it to the path of one, or unset it, then type this command again.',
    );
  });
});

describe.skipIf(process.platform === "win32")("with Pythons on PATH", () => {
  let bin: string;
  beforeEach(() => {
    bin = fs.mkdtempSync(path.join(os.tmpdir(), "some pythons "));
  });
  afterEach(() => fs.rmSync(bin, { recursive: true, force: true }));

  test("the first that is new enough and whole is taken, by its number too", async () => {
    fakePython(bin, "python3", { version: "3.9.1" });
    fakePython(bin, "python", { version: "3.12.1", missing: ["ensurepip"] });
    expect((await findPython(JUPYTERLAB_NEEDS, { PATH: bin })).problem).toMatch(
      /sudo apt install python3\.12-venv|python\.org/,
    );
    fakePython(bin, "python3.10", { version: "3.10.4" });
    expect(await findPython(JUPYTERLAB_NEEDS, { PATH: bin })).toEqual({
      python: { command: ["python3.10"], version: [3, 10, 4], missing: [] },
      problem: "",
    });
  });

  test("PYTHON is taken and nothing else", async () => {
    fakePython(bin, "python3");
    const mine = fakePython(path.join(bin, "else where"), "mine", { version: "3.13.0" });
    expect((await findPython(JUPYTERLAB_NEEDS, { PATH: bin, PYTHON: mine })).python?.command).toEqual([mine]);
    expect((await findPython(JUPYTERLAB_NEEDS, { PATH: bin, PYTHON: path.join(bin, "none") })).problem).toMatch(
      /^The variable PYTHON is /,
    );
  });

  test("none at all", async () => {
    expect((await findPython(JUPYTERLAB_NEEDS, { PATH: bin })).problem).toMatch(/^No Python was found: /);
  });
});
