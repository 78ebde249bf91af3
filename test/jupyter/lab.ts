/** JupyterLab as `npm start` starts it, on a copy of the workbook, for a browser to look at. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { pythonOf } from "../../src/setup/environment.mjs";
import { repository } from "../setup/tiny-workbook";

/** Of the tests' environment what a student's has too: no nbgrader. */
const SHARED = [
  ...["schemas", "static", "themes"].map((name) => `share/jupyter/lab/${name}`),
  ...["jupyterlab-plotly", "jupyterlab_pygments"].map((name) => `share/jupyter/labextensions/${name}`),
  ...["jupyterlab", "jupyter-lsp-jupyter-server", "jupyter_server_terminals", "notebook_shim"].map(
    (name) => `etc/jupyter/jupyter_server_config.d/${name}.json`,
  ),
];

const PARTS = ["src", "notebooks", "datasets", "package.json", "package-lock.json", "tsconfig.json"];

/**
 * A copy of the workbook in a temporary folder, where `npm start` finds nothing to install: its packages are this
 * repository's, its Python environment borrows from the tests'.
 */
export class WorkbookCopy {
  private readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "workbook in JupyterLab ")));
  readonly root = path.join(this.folder, "my course");

  constructor(private readonly environment = path.join(repository, ".venv-test")) {
    fs.mkdirSync(this.root);
    for (const part of PARTS) {
      fs.cpSync(path.join(repository, part), path.join(this.root, part), { recursive: true });
    }
    fs.symlinkSync(path.join(repository, "node_modules"), path.join(this.root, "node_modules"), "junction");
    this.borrowPython();
  }

  /** An empty environment that reads the other's packages, and has its stamp: filled from these locks. */
  private borrowPython(): void {
    const own = path.join(this.root, ".venv");
    execFileSync(pythonOf(this.environment), ["-m", "venv", "--without-pip", own]);
    const packages = (python: string) =>
      execFileSync(python, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], { encoding: "utf8" });
    const borrowed = path.join(packages(pythonOf(own)).trim(), "borrowed.pth");
    fs.writeFileSync(borrowed, packages(pythonOf(this.environment)));
    for (const name of SHARED) {
      fs.mkdirSync(path.dirname(path.join(own, name)), { recursive: true });
      fs.symlinkSync(path.join(this.environment, name), path.join(own, name));
    }
    fs.copyFileSync(path.join(this.environment, ".workbook-install.json"), path.join(own, ".workbook-install.json"));
  }

  /** A notebook of the student's, from work/. */
  read(notebook: string): Notebook {
    return JSON.parse(fs.readFileSync(path.join(this.root, "work", notebook), "utf8"));
  }

  codeCells(notebook: string): Notebook["cells"] {
    return this.read(notebook).cells.filter(({ cell_type }) => cell_type === "code");
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export interface Notebook {
  cells: {
    id: string;
    cell_type: "code" | "markdown" | "raw";
    source: string | string[];
    outputs?: { output_type: string; data?: Record<string, unknown> }[];
  }[];
}

/** A running `npm start -- --no-browser --port N`. */
export class Lab {
  private constructor(
    private readonly child: ChildProcess,
    private readonly address: string,
    private readonly token: string,
    private readonly said: string[],
  ) {}

  static async start(root: string): Promise<Lab> {
    const token = "a-token-for-the-test";
    const port = await freePort();
    const run = path.join(root, "src", "setup", "run.mjs");
    const child = spawn(process.execPath, [run, "start", "--no-browser", "--port", String(port)], {
      cwd: root,
      env: { ...process.env, JUPYTER_TOKEN: token },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => said.push(String(text)));
    const lab = new Lab(child, `http://127.0.0.1:${port}`, token, said);
    await lab.ready();
    return lab;
  }

  /** What it printed so far. */
  get log(): string {
    return this.said.join("");
  }

  url(notebook: string): string {
    return `${this.address}/lab/tree/work/${notebook}?token=${this.token}`;
  }

  private async ready(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (this.child.exitCode !== null) break;
      const answer = await fetch(`${this.address}/api/status?token=${this.token}`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((later) => setTimeout(later, 200));
    }
    await this.stop();
    throw new Error(`npm start did not come up; it said:\n${this.log}`);
  }

  /** As Ctrl+C would. Returns the exit code. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode === null) {
      const closed = once(this.child, "close");
      this.child.kill("SIGINT");
      await closed;
    }
    return this.child.exitCode;
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
