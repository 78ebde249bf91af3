/** `npm start` with Pythons that only pretend: every step that it takes and every line that it says. */
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { explainPipFailure, locksOf, pythonOf } from "../../src/setup/environment.mjs";
import { jupyterArgs, jupyterEnv, portProblem } from "../../src/setup/jupyter.mjs";
import { kernelspec, register } from "../../src/setup/kernelspec.mjs";
import { explainFileError, readOptions } from "../../src/setup/start.mjs";
import { asked, type Fake, fakePython } from "./fake-python";
import { repository, TinyWorkbook } from "./tiny-workbook";

const MAKING = "Making a Python environment in .venv, with Python 3.11.7 …\n";
const INSTALLING = "Installing JupyterLab into .venv (once, about a minute) …\n";
const STARTING = "Starting JupyterLab; Ctrl+C here ends it.\n";

let workbook: TinyWorkbook;
let bin: string;
beforeEach(() => {
  workbook = new TinyWorkbook().linkPackages();
  bin = path.join(workbook.root, "..", "bin");
  workbook.write("notebooks/00-start-here.ipynb", '{ "cells": [] }');
});
afterEach(() => workbook.remove());

const start = (args: string[] = [], env: Record<string, string> = {}) =>
  workbook.run(["start", ...args], { env: { PATH: bin, PYTHON: "", ...env } });

describe.skipIf(process.platform === "win32")("npm start", () => {
  test("first makes all, the second time only starts JupyterLab", async () => {
    fakePython(bin, "python3");
    const first = await start(["--no-browser", "--port", "8890"], { JUPYTER_GATEWAY_URL: "x", PYTHONPATH: "x" });
    expect(first.stderr).toBe(MAKING + INSTALLING + STARTING);
    expect(asked(bin)).toEqual(["venv", "pip jupyterlab.txt"]);
    const { args, cwd, env } = JSON.parse(first.stdout);
    expect(cwd).toBe(workbook.root);
    expect(args.filter((arg: string) => arg !== "--allow-root")).toEqual([
      `--ServerApp.root_dir=${workbook.root}`,
      "--ServerApp.answer_yes=True",
      "--KernelSpecManager.allowed_kernelspecs=workbook",
      "--MultiKernelManager.default_kernel_name=workbook",
      "--LabApp.default_url=/lab/tree/work/00-start-here.ipynb",
      ...["--no-browser", "--port", "8890"],
    ]);
    expect([env.JUPYTER_GATEWAY_URL, env.PYTHONPATH]).toEqual([undefined, undefined]);
    expect(env.JUPYTER_CONFIG_DIR).toBe(path.join(workbook.root, "work/.jupyter/config"));
    const spec = path.join(workbook.root, ".venv/share/jupyter/kernels/workbook/kernel.json");
    expect(JSON.parse(fs.readFileSync(spec, "utf8")).argv).toEqual([
      process.execPath,
      path.join(workbook.root, "src/setup/kernel.mjs"),
      "{connection_file}",
    ]);

    const second = await start();
    expect(second.stderr).toBe(STARTING);
    expect(second.code).toBe(0);
    expect(asked(bin)).toEqual([]);
  });

  test("an installation that was broken off is begun anew", async () => {
    fakePython(bin, "python3", { pipFails: "pip's last words" });
    expect(await start()).toEqual({
      code: 1,
      stdout: "",
      stderr: `${MAKING}${INSTALLING}pip's last words\nThe Python packages could not be installed; pip's words are above. To start over, remove the folder .venv, then type this command again.\n`,
    });
    fakePython(bin, "python3");
    asked(bin);
    expect((await start()).stderr).toBe(MAKING + INSTALLING + STARTING);
    expect(asked(bin)).toEqual(["venv", "pip jupyterlab.txt"]);
  });

  test("an environment whose Python has gone, or has become another version, is made anew", async () => {
    fakePython(bin, "python3");
    await start();
    fs.rmSync(path.join(workbook.root, ".venv/bin/python"));
    expect((await start()).stderr).toBe(MAKING + INSTALLING + STARTING);
    fakePython(path.join(workbook.root, ".venv/bin"), "python", { version: "3.12.0" });
    expect((await start()).stderr).toBe(MAKING + INSTALLING + STARTING);
  });

  test("new pins are installed into the environment that is there", async () => {
    fakePython(bin, "python3");
    await start();
    asked(bin);
    fs.appendFileSync(path.join(workbook.root, "src/setup/requirements/jupyterlab.txt"), "black==1.0\n");
    expect((await start()).stderr).toBe(INSTALLING + STARTING);
    expect(asked(bin)).toEqual(["pip jupyterlab.txt"]);
  });

  test("without network, an environment that is to follow new pins stays whole", async () => {
    fakePython(bin, "python3");
    await start();
    asked(bin);
    fs.appendFileSync(path.join(workbook.root, "src/setup/requirements/jupyterlab.txt"), "black==1.0\n");
    const own = path.join(workbook.root, ".venv/bin");
    fakePython(own, "python", { pipFails: "NewConnectionError" });
    expect((await start()).stderr).toMatch(/no network\. Connect/);
    fakePython(own, "python");
    expect((await start()).stderr).toBe(INSTALLING + STARTING);
  });

  test("--grader adds nbgrader, once; its pins are followed later without it", async () => {
    fakePython(bin, "python3");
    await start();
    asked(bin);
    const grader = "Installing JupyterLab and nbgrader into .venv (once, about a minute) …\n";
    expect((await start(["--grader"])).stderr).toBe(grader + STARTING);
    expect((await start(["--grader"])).stderr).toBe(STARTING);
    expect((await start()).stderr).toBe(STARTING);
    expect(asked(bin)).toEqual(["pip jupyterlab.txt grader.txt"]);
    fs.appendFileSync(path.join(workbook.root, "src/setup/requirements/jupyterlab.txt"), "black==1.0\n");
    expect((await start()).stderr).toBe(INSTALLING + STARTING);
    expect(asked(bin)).toEqual(["pip jupyterlab.txt grader.txt"]);
  });

  test("--grader with a Python that JupyterLab takes and nbgrader does not", async () => {
    fakePython(bin, "python3", { version: "3.10.4" });
    await start();
    expect((await start(["--grader"])).stderr).toBe(
      "Python 3.10.4 (python3) is too old: nbgrader needs Python 3.11 or newer. Install one beside it from https://www.python.org/downloads/, or set the variable PYTHON to the path of one that is there, then type this command again.\n",
    );
    expect((await start()).stderr).toBe(STARTING);
    fakePython(bin, "python3.11", { version: "3.11.7" });
    expect((await start(["--grader"])).stderr).toMatch(/^Making a Python environment in \.venv, with Python 3\.11\.7/);
  });

  test.each<[string, Fake, RegExp]>([
    ["no network", { pipFails: "NewConnectionError('Temporary failure in name resolution')" }, /no network\. Connect/],
    ["a full disk", { pipFails: "OSError: [Errno 28] No space left on device" }, /the disk is full \(/],
    ["no write permission", { venvFails: "Error: [Errno 13] Permission denied: '.venv'" }, /cannot be written\. Copy/],
    ["an old Python", { version: "3.8.1" }, /^Python 3\.8\.1 \(python3\) is too old: /],
    ["no ensurepip", { missing: ["ensurepip"] }, /^Python 3\.11\.7 \(python3\) cannot make an environment: /],
  ])("%s: the last line says so, exit code 1", async (_, fake, line) => {
    fakePython(bin, "python3", fake);
    const { code, stderr } = await start();
    expect(stderr.trimEnd().split("\n").pop()).toMatch(line);
    expect(code).toBe(1);
  });

  test("three at once make one environment", async () => {
    fakePython(bin, "python3");
    const runs = await Promise.all([start(), start(), start()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(asked(bin)).toEqual(["venv", "pip jupyterlab.txt"]);
  });

  test("a folder .venv with something else in it is left alone", async () => {
    fakePython(bin, "python3");
    workbook.write(".venv/thesis.txt", "mine");
    expect((await start()).stderr).toBe(
      "The folder .venv is there and is no Python environment. Move it away, then type this command again.\n",
    );
    expect(fs.readdirSync(path.join(workbook.root, ".venv"))).toEqual(["thesis.txt"]);
  });

  test("what both have changed is said, and the student's stays; --edit opens notebooks/ and copies nothing", async () => {
    fakePython(bin, "python3");
    const edit = await start(["--edit"]);
    expect(JSON.parse(edit.stdout).args).toContain("--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb");
    expect(fs.existsSync(path.join(workbook.root, "work/00-start-here.ipynb"))).toBe(false);
    await start();
    workbook.write("work/00-start-here.ipynb", '{ "cells": [{ "cell_type": "code", "source": "mine" }] }');
    workbook.write("notebooks/00-start-here.ipynb", '{ "cells": [{ "cell_type": "code", "source": "new" }] }');
    expect((await start()).stderr).toBe(
      `work/00-start-here.ipynb has your changes and stays as it is, but the course has a newer one. To get it (yours is kept beside it), type: npm run reset -- 00-start-here\n${STARTING}`,
    );
  });

  test("a notebook that is not there, or lies elsewhere: exit code 2, and nothing is installed", async () => {
    expect(await start(["work/09.ipynb"], { INIT_CWD: workbook.root })).toEqual({
      code: 2,
      stdout: "",
      stderr: "There is no work/09.ipynb. Type: npm start\n",
    });
    workbook.write("../other.ipynb", "{}");
    expect((await start(["../other.ipynb"], { INIT_CWD: workbook.root })).stderr).toBe(
      "../other.ipynb lies outside of the workbook, which JupyterLab shows. Copy it into work/, then type this command again.\n",
    );
  });

  test("a port that is taken is said before anything is installed", async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as net.AddressInfo;
    expect(await start(["--no-browser", "--port", String(port)])).toEqual({
      code: 1,
      stdout: "",
      stderr: `Port ${port} is taken by another program, perhaps by a JupyterLab that still runs. Type: npm start -- --port ${port + 1}\n`,
    });
    expect(await portProblem([`--ServerApp.port=${port}`])).toMatch(/is taken/);
    await new Promise((resolve) => server.close(resolve));
    expect(await portProblem([`--port=${port}`])).toBe("");
  });
});

test("a port that is no number", async () => {
  expect(await portProblem(["--port", "--no-browser"])).toBe(
    '--port wants a number from 1 to 65535, not "--no-browser". Type: npm start -- --port 8890',
  );
  expect(await portProblem(["--port=80800"])).toMatch(/^--port wants a number/);
  expect(await portProblem(["--no-browser"])).toBe("");
});

test("our options are read, all others go to JupyterLab", () => {
  expect(readOptions(["--edit", "--port", "8890", "work/05.ipynb", "--grader", "--ServerApp.ip=0.0.0.0"])).toEqual({
    edit: true,
    grader: true,
    help: false,
    notebook: "work/05.ipynb",
    passed: ["--port", "8890", "--ServerApp.ip=0.0.0.0"],
  });
});

test("a notebook's address has its letters escaped, and the user's options come last", () => {
  const args = jupyterArgs(path.join("work", "my ünit#1.ipynb"), "/x", ["--LabApp.default_url=/lab"]);
  expect(args.slice(-2)).toEqual([
    "--LabApp.default_url=/lab/tree/work/my%20%C3%BCnit%231.ipynb",
    "--LabApp.default_url=/lab",
  ]);
});

test("the machine's own Jupyter is left out; a token that the user has chosen stays", () => {
  const own = path.join(workbook.root, "own");
  const env = { HOME: "/h", JUPYTER_PATH: "/p", JUPYTERLAB_DIR: "/l", JUPYTER_CONFIG_DIR: "/c", JUPYTER_TOKEN: "t" };
  const { PIP_USER, ...result } = jupyterEnv(own, env);
  expect(result).toEqual({
    HOME: "/h",
    JUPYTER_TOKEN: "t",
    JUPYTER_CONFIG_DIR: path.join(own, "config"),
    JUPYTER_DATA_DIR: path.join(own, "data"),
    JUPYTER_PREFER_ENV_PATH: "1",
  });
});

test("the kernelspec, rewritten when Node or the workbook has moved, and only then", () => {
  expect(kernelspec("/home/me/my course", "/opt/node")).toEqual({
    argv: ["/opt/node", path.join("/home/me/my course", "src", "setup", "kernel.mjs"), "{connection_file}"],
    display_name: "TypeScript (workbook)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  });
  const environment = path.join(workbook.root, "env");
  const file = path.join(environment, "share/jupyter/kernels/workbook/kernel.json");
  register(environment, "/a", "/node");
  const then = new Date(0);
  fs.utimesSync(file, then, then);
  register(environment, "/a", "/node");
  expect(fs.statSync(file).mtime).toEqual(then);
  register(environment, "/b", "/node");
  expect(JSON.parse(fs.readFileSync(file, "utf8"))).toEqual(kernelspec("/b", "/node"));
  const overrides = path.join(environment, "share/jupyter/lab/settings/overrides.json");
  expect(JSON.parse(fs.readFileSync(overrides, "utf8"))).toEqual({
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  });
  const server = fs.readFileSync(path.join(environment, "etc/jupyter/jupyter_server_config.py"), "utf8");
  expect(server).toContain("c.ContentsManager.pre_save_hook = without_pictures");
});

test("an environment's Python on Windows and elsewhere", () => {
  const environment = path.join(workbook.root, "env");
  expect(pythonOf(environment, "linux")).toBe(path.join(environment, "bin", "python"));
  expect(pythonOf(environment, "win32")).toBe(path.join(environment, "Scripts", "python.exe"));
  workbook.write("env/bin/python.exe", "");
  expect(pythonOf(environment, "win32")).toBe(path.join(environment, "bin", "python.exe"));
});

test.each([
  ["JupyterLab's", ["jupyterlab.txt", "grader.txt", "test.txt"]],
  ["the benchmark's", ["bench.txt", "peers.txt"]],
])("%s locks name exact versions only, and each package once", (_, files) => {
  const folder = path.join(repository, "src/setup/requirements");
  const text = files.map((file) => fs.readFileSync(path.join(folder, file), "utf8")).join("");
  const lines = text.split("\n").filter((line) => line && !/^(#|-r )/.test(line));
  for (const line of lines) expect(line).toMatch(/^[a-z0-9-]+==[\d.]+( ; .+)?$/);
  const unconditional = lines.filter((line) => !line.includes(";")).map((line) => line.split("==")[0]);
  expect(new Set(unconditional).size).toBe(unconditional.length);
});

test("the locks are those of the JupyterLab that was tested", () => {
  expect(Object.keys(locksOf(repository, "test.txt"))).toEqual(["jupyterlab.txt", "grader.txt", "test.txt"]);
  const lock = (file: string) => fs.readFileSync(path.join(repository, "src/setup/requirements", file), "utf8");
  expect(lock("jupyterlab.txt")).toMatch(/^plotly==7\.1\.0$/m);
  expect(lock("jupyterlab.txt")).toMatch(/^jupyterlab==4\.6\.\d+$/m);
  expect(lock("grader.txt")).toMatch(/^nbgrader==0\.9\.6$/m);
});

test("pip's failures, word for word", () => {
  const explain = (output: string) => explainPipFailure(output, { folder: ".venv" });
  expect(explain("Failed to resolve 'x'")).toBe(
    "The Python packages could not be downloaded: no network. Connect to the internet (behind a proxy: set the variable HTTPS_PROXY to http://HOST:PORT), then type this command again.",
  );
  expect(explain("[Errno 28]")).toBe(
    "The Python packages could not be installed: the disk is full (they take about 400 MB). Free some space, then type this command again.",
  );
  expect(explain("Read-only file system")).toBe(
    "The workbook's folder cannot be written. Copy the workbook to a folder of your own, then type this command there.",
  );
});

test("files that cannot be written, a full disk; any other error is ours and is thrown", () => {
  const error = (code: string) => Object.assign(new Error(code), { code });
  for (const code of ["EACCES", "EPERM", "EROFS"])
    expect(explainFileError(error(code))).toMatch(/cannot be written\. Copy/);
  expect(explainFileError(error("ENOSPC"))).toBe("The disk is full. Free some space, then type this command again.");
  expect(() => explainFileError(error("EISDIR"))).toThrow("EISDIR");
});
