/**
 * Tells the JupyterLab of an environment about the workbook's kernel, what it need not ask a student, and what not to save.
 */
import fs from "node:fs";
import path from "node:path";

/**
 * @param {string} root the workbook's folder: the kernel finds it from here, wherever a notebook lies
 * @param {string} node
 */
export function kernelspec(root, node = process.execPath) {
  return {
    argv: [node, path.join(root, "src", "setup", "kernel.mjs"), "{connection_file}"],
    display_name: "TypeScript (workbook)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
}

/** No question about news, and no look for a newer JupyterLab: its version is the workbook's. */
const SETTINGS = { "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false } };

const SERVER = "jupyter_server_config.py";

/**
 * Node or the workbook may have moved since the last time, so this is looked at on every start.
 * @param {string} environment the folder's full path
 * @param {string} root
 * @param {string} [node]
 */
export function register(environment, root, node) {
  const share = path.join(environment, "share", "jupyter");
  const json = (/** @type {object} */ content) => `${JSON.stringify(content, null, 2)}\n`;
  writeIfChanged(path.join(share, "kernels", "workbook", "kernel.json"), json(kernelspec(root, node)));
  writeIfChanged(path.join(share, "lab", "settings", "overrides.json"), json(SETTINGS));
  const server = fs.readFileSync(path.join(import.meta.dirname, SERVER), "utf8");
  writeIfChanged(path.join(environment, "etc", "jupyter", SERVER), server);
}

/**
 * @param {string} file
 * @param {string} text
 */
function writeIfChanged(file, text) {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  fs.writeFileSync(fresh, text);
  fs.renameSync(fresh, file);
}
