/**
 * Starts JupyterLab and ends it: its environment variables, its options, its signals.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { ENDING } from "./child.mjs";
import { pythonEnv } from "./python.mjs";

/** How long JupyterLab may take to end its kernels before it is ended itself. */
const GRACE = 15_000;

/**
 * The machine's own Jupyter is left out, so that a setting, an extension or a gateway of its user does not break the
 * course: theirs is often of another version. JupyterLab's folders for settings and workspaces follow from the one for
 * configuration, the one for connection files follows from that for data. A token that the user has chosen stays.
 * @param {string} own the folder for what this Jupyter keeps: settings, trusted notebooks, connection files
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnv(own, env = process.env) {
  const kept = Object.entries(pythonEnv(env)).filter(
    ([name]) => !/^JUPYTER(LAB)?_/.test(name) || name.startsWith("JUPYTER_TOKEN"),
  );
  return {
    ...Object.fromEntries(kept),
    JUPYTER_CONFIG_DIR: path.join(own, "config"),
    JUPYTER_DATA_DIR: path.join(own, "data"),
    JUPYTER_PREFER_ENV_PATH: "1",
    ...(keepsModes(own) ? {} : { JUPYTER_ALLOW_INSECURE_WRITES: "1" }),
  };
}

/**
 * Jupyter refuses to start where a file cannot be closed to others, as on a Windows disk that is mounted in WSL.
 * @param {string} folder
 */
function keepsModes(folder) {
  fs.mkdirSync(folder, { recursive: true });
  if (process.platform === "win32") return true;
  const probe = path.join(folder, `.mode-${process.pid}`);
  fs.writeFileSync(probe, "", { mode: 0o600 });
  const { mode } = fs.statSync(probe);
  fs.rmSync(probe);
  return (mode & 0o777) === 0o600;
}

/**
 * The repository is the folder that JupyterLab shows, so that students can open src/ too. `jupyter lab` is called as a
 * module: the script of that name breaks when the environment moves or its path has spaces.
 * @param {string | undefined} notebook what to open, relative to the workbook's folder
 * @param {string} root
 * @param {string[]} passed the user's own options; they come last and so win
 */
export function jupyterArgs(notebook, root, passed) {
  return [
    ...["-m", "jupyterlab"],
    `--ServerApp.root_dir=${root}`,
    // One Ctrl+C is enough, on Windows too.
    "--ServerApp.answer_yes=True",
    // The launcher offers the course's kernel, not the Python that JupyterLab runs on.
    "--KernelSpecManager.allowed_kernelspecs=workbook",
    "--MultiKernelManager.default_kernel_name=workbook",
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    // Not the name of the file: with this, the address that is printed leads to the notebook, too.
    ...(notebook
      ? [`--LabApp.default_url=/lab/tree/${notebook.split(path.sep).map(encodeURIComponent).join("/")}`]
      : []),
    ...passed,
  ];
}

/**
 * JupyterLab would silently take another port. Without `--port` it may.
 * @param {string[]} passed
 * @returns {Promise<string>} what is wrong with the port that the user asks for; "" when nothing is
 */
export async function portProblem(passed) {
  const found = passed
    .map((arg, index) => ({ arg, index }))
    .filter(({ arg }) => /^--(ServerApp\.)?port(=|$)/.test(arg));
  const last = found.pop();
  if (!last) return "";
  const text = last.arg.includes("=") ? last.arg.split("=")[1] : (passed[last.index + 1] ?? "");
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
    return `--port wants a number from 1 to 65535, not ${JSON.stringify(text)}. Type: npm start -- --port 8890`;
  }
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await tryToListen(port, host);
    if (code === "EADDRINUSE") {
      return `Port ${port} is taken by another program, perhaps by a JupyterLab that still runs. Type: npm start -- --port ${port + 1}`;
    }
    if (code === "EACCES") return `Port ${port} is not allowed here. Type: npm start -- --port 8890`;
  }
  return "";
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} an error's code
 */
function tryToListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/**
 * A signal to npm itself ends the shell between npm and us, and does not reach us: then the shell's end is the signal.
 * @param {() => void} end
 */
function watchParent(end) {
  const parent = process.ppid;
  return process.env.npm_lifecycle_event ? setInterval(() => process.ppid !== parent && end(), 500) : undefined;
}

/**
 * Runs JupyterLab until it ends. A signal is passed on as SIGTERM, upon which it shuts down its kernels and asks
 * nothing. It must come once: a second one breaks the shutting down off and leaves kernels behind. So JupyterLab is
 * not in the terminal's process group, where Ctrl+C would reach it beside ours. On Windows it is in the terminal's
 * console and gets Ctrl+C there; a signal of ours would kill it together with the chance to clean up.
 * @param {string} python
 * @param {string[]} args
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} the exit code: 0 when the user ended it
 */
export function runJupyter(python, args, { root, env }) {
  return new Promise((resolve) => {
    const windows = process.platform === "win32";
    const child = spawn(python, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"], detached: !windows });
    /** @type {NodeJS.Timeout | undefined} */
    let patience;
    const end = () => {
      if (patience) return;
      if (!windows) child.kill("SIGTERM");
      patience = setTimeout(() => child.kill("SIGKILL"), GRACE);
    };
    for (const signal of ENDING) process.on(signal, end);
    const parent = watchParent(end);
    const done = (/** @type {number} */ code) => {
      clearTimeout(patience);
      clearInterval(parent);
      for (const signal of ENDING) process.off(signal, end);
      resolve(patience ? 0 : code);
    };
    child.on("error", (error) => {
      console.error(`JupyterLab could not be started: ${error.message}`);
      done(1);
    });
    child.on("close", (code) => done(code ?? 1));
  });
}
