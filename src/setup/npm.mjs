/**
 * Runs npm without a shell, and puts its failures into one line.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/**
 * npm's own script, to be run by the Node that runs now: that needs neither npm.cmd nor a shell on Windows.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} node
 * @returns {string | undefined}
 */
export function findNpm(env = process.env, node = process.execPath) {
  const folder = path.dirname(node);
  const fromPath = (env.PATH ?? env.Path ?? "").split(path.delimiter).filter(Boolean);
  const candidates = [
    ...(env.npm_execpath && path.basename(env.npm_execpath).startsWith("npm") ? [env.npm_execpath] : []),
    ...[folder, ...fromPath].flatMap((bin) => [
      path.join(bin, "node_modules", "npm", "bin", "npm-cli.js"),
      path.join(bin, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
      path.join(bin, "npm"),
    ]),
  ];
  for (const candidate of candidates) {
    if (!fs.existsSync(candidate)) continue;
    const script = fs.realpathSync(candidate);
    if (/\.[cm]?js$/.test(script)) return script;
  }
  return undefined;
}

/**
 * Runs npm, and stops it when there is no network: by itself it would go on asking for each of the packages in turn,
 * for minutes.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>} the output is without npm's notes on what it fetched
 */
export function runNpm(args, { cwd, env = process.env }) {
  const npm = findNpm(env);
  if (!npm) return Promise.resolve({ code: 1, output: "npm not found" });
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [npm, ...args, "--loglevel=http"], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      if (isOffline(output)) child.kill();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on("close", (code) => {
      resolve({ code: code ?? 1, output: isOffline(output) ? "ENOTFOUND" : output.replace(/^npm http .*\n/gm, "") });
    });
  });
}

/**
 * Several requests have failed, and none has worked.
 * @param {string} output npm's, with its notes on what it fetched
 */
export function isOffline(output) {
  if (/^npm http fetch GET [23]\d\d /m.test(output)) return false;
  return (
    (output.match(/ attempt \d+ failed with (ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ECONNREFUSED)\b/g)?.length ??
      0) >= 5
  );
}

/**
 * What to tell the user about a failed `npm ci`, with npm's own words only where they help.
 * @param {string} output
 * @returns {string}
 */
export function explainNpmFailure(output) {
  if (
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(
      output,
    )
  ) {
    return "The npm packages could not be downloaded: no network. Connect to the internet (behind a proxy: npm config set proxy http://HOST:PORT), then type this command again.";
  }
  if (/\b(EACCES|EROFS|EPERM)\b/.test(output)) {
    return "The npm packages could not be installed: the folder node_modules cannot be written. Copy the workbook to a folder of your own, then type this command again.";
  }
  if (/\bENOSPC\b/.test(output)) {
    return "The npm packages could not be installed: the disk is full (they take about 450 MB). Free some space, then type this command again.";
  }
  if (output === "npm not found") {
    return "npm was not found beside Node. Install Node with npm from https://nodejs.org, then type this command again.";
  }
  return `${output.trimEnd()}\nThe npm packages could not be installed; npm's words are above. Try: npm ci --ignore-scripts`;
}
