/** `npm start` for real: a copy of the workbook in a folder with spaces, JupyterLab, and Ctrl+C. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sourcesOf } from "../../src/setup/work.mjs";
import { repository } from "../setup/tiny-workbook";

const TOKEN = "a-token-of-the-user";

let folder: string;
let root: string;
let port: number;
beforeAll(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "a student's ")));
  root = path.join(folder, "my course ü");
  for (const name of ["src", "notebooks", "datasets", "package.json", "package-lock.json", "node_modules"]) {
    fs.cpSync(path.join(repository, name), path.join(root, name), { recursive: true });
  }
});
beforeEach(async () => {
  port = await freePort();
});
afterEach(() => {
  for (const line of processes()) process.kill(Number.parseInt(line, 10), "SIGKILL");
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

interface Started {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
}

/** In a process group of its own, as a terminal starts it, and from another folder. */
function start(): Started {
  const child = spawn(
    process.execPath,
    [path.join(root, "src/setup/run.mjs"), "start", "--no-browser", "--port", String(port)],
    { cwd: os.tmpdir(), detached: true, env: { ...process.env, JUPYTER_TOKEN: TOKEN } },
  );
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
  }
  return { child, said: () => text, ended: new Promise((resolve) => child.on("close", resolve)) };
}

/** The processes whose command line has the copy's folder in it. */
function processes(): string[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(root) && !/^\s*\d+\s+Z/.test(line));
}

/** What the server answers. */
async function api(what: string, options: RequestInit = {}): Promise<any> {
  const response = await fetch(`http://127.0.0.1:${port}/api/${what}`, {
    ...options,
    headers: { Authorization: `token ${TOKEN}`, "Content-Type": "application/json" },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${what}: ${response.status} ${text}`);
  return JSON.parse(text);
}

async function isUp(started: Started): Promise<void> {
  for (;;) {
    if (started.child.exitCode !== null) throw new Error(`npm start has ended:\n${started.said()}`);
    try {
      return await api("status");
    } catch {
      await sleep(100);
    }
  }
}

async function until(condition: () => boolean, milliseconds: number): Promise<number> {
  const begin = performance.now();
  while (!condition() && performance.now() - begin < milliseconds) await sleep(10);
  return performance.now() - begin;
}

test("a fresh clone: JupyterLab with the course's kernel only, the notebooks in work/, and its end by Ctrl+C", async () => {
  const started = start();
  await isUp(started);
  const specs = await api("kernelspecs");
  expect(specs.default).toBe("workbook");
  expect(Object.keys(specs.kernelspecs)).toEqual(["workbook"]);
  expect(specs.kernelspecs.workbook.spec).toMatchObject({
    argv: [process.execPath, path.join(root, "src/setup/kernel.mjs"), "{connection_file}"],
    display_name: "TypeScript (workbook)",
    language: "typescript",
    interrupt_mode: "message",
  });
  expect(started.said()).toContain(`/lab/tree/work/00-start-here.ipynb`);
  const { content } = await api("contents/work/00-start-here.ipynb");
  const course = fs.readFileSync(path.join(root, "notebooks/00-start-here.ipynb"), "utf8");
  expect(sourcesOf(JSON.stringify(content))).toBe(sourcesOf(course));
  expect((await api("contents/src?content=0")).type).toBe("directory");

  process.kill(-(started.child.pid as number), "SIGINT");
  expect(await started.ended).toBe(0);
  await until(() => processes().length === 0, 2000);
  expect(processes()).toEqual([]);
}, 300_000);

test("the second start has JupyterLab's process after less than a second, and says nothing before it", async () => {
  const started = start();
  const time = await until(() => processes().some((line) => line.includes("-m jupyterlab")), 20_000);
  expect(time).toBeLessThan(1000);
  await isUp(started);
  expect(started.said().split("\n")[0]).toBe("Starting JupyterLab; Ctrl+C here ends it.");
  started.child.kill("SIGTERM");
  expect(await started.ended).toBe(0);
  expect(processes()).toEqual([]);
});

test("Ctrl+C ends the running kernels, too", async () => {
  const started = start();
  await isUp(started);
  await api("kernels", { method: "POST", body: JSON.stringify({ name: "workbook" }) });
  expect(processes().some((line) => line.includes("kernel.mjs"))).toBe(true);
  process.kill(-(started.child.pid as number), "SIGINT");
  expect(await started.ended).toBe(0);
  await until(() => processes().length === 0, 5000);
  expect(processes()).toEqual([]);
});

test("without network: one line, and the next start begins anew", async () => {
  fs.rmSync(path.join(root, ".venv"), { recursive: true });
  const nowhere = {
    PIP_INDEX_URL: "http://127.0.0.1:9",
    PIP_CONFIG_FILE: os.devNull,
    PIP_FIND_LINKS: "",
    PIP_NO_CACHE_DIR: "1",
  };
  const env = { ...process.env, ...nowhere };
  const child = spawn(process.execPath, [path.join(root, "src/setup/run.mjs"), "start"], { env });
  let text = "";
  child.stderr.on("data", (chunk) => {
    text += chunk;
  });
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(1);
  expect(text.trimEnd().split("\n").slice(1)).toEqual([
    "Installing JupyterLab into .venv (once, about a minute) …",
    "The Python packages could not be downloaded: no network. Connect to the internet (behind a proxy: set the variable HTTPS_PROXY to http://HOST:PORT), then type this command again.",
  ]);
});
