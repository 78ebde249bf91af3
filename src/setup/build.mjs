/**
 * Turns the TypeScript of src/ into CommonJS in `dist/<hash of all sources>/`, because Node 20 cannot run TypeScript.
 *
 * Every command looks here first, so the common case (nothing has changed) reads the sources, hashes them, and loads
 * no compiler. A build is written beside its final place and renamed into it: whoever sees the folder sees all of it,
 * and of two commands that build at once the first wins. Types are not checked here: a student's type error must not
 * stop a command.
 */
import fs from "node:fs";
import path from "node:path";
import { hash, isOurs, makeStaging, placesFor } from "./build-places.mjs";
import { compilerKey, loadCompiler, transpile } from "./transpile.mjs";
import { buildWasm } from "./wasm.mjs";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** @typedef {{ name: string, text: string, key: string }} Source  `name` is relative to src/, with forward slashes */

/**
 * Builds if anything has changed.
 * @param {string} root the workbook's folder
 * @returns {string} the folder with the JavaScript, laid out as src/ is
 */
export function build(root) {
  buildWasm(root);
  const sources = readSources(root);
  const treehash = hash(sources.map(({ name, key }) => `${name} ${key}\n`).join(""));
  const places = placesFor(root);
  for (const place of places) {
    const built = path.join(place, treehash);
    if (isOurs(place) && fs.existsSync(built)) return markAsUsed(built);
  }
  const staging = makeStaging(root, places);
  const place = path.dirname(staging);
  writeBuild(root, staging, sources);
  const built = publish(staging, path.join(place, treehash));
  removeOldBuilds(place, treehash);
  return built;
}

/**
 * @param {string} root
 * @returns {Source[]} what is built: everything but src/setup, which Node runs as it is, and the kernels, which wasm.mjs compiles
 */
function readSources(root) {
  const recipe = compilerKey(root);
  /** @type {Source[]} */
  const sources = [];
  /** @param {string} folder */
  const walk = (folder) => {
    for (const entry of fs.readdirSync(path.join(root, "src", folder), { withFileTypes: true })) {
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (name !== "setup" && name !== "engine/simd/assembly") walk(name);
      } else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) {
        const text = fs.readFileSync(path.join(root, "src", name), "utf8");
        sources.push({ name, text, key: hash(recipe + text) });
      }
    }
  };
  walk("");
  return sources.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Writes all files into `staging`; what an earlier build made from the same text is copied, not made again.
 * @param {string} root
 * @param {string} staging
 * @param {Source[]} sources
 */
function writeBuild(root, staging, sources) {
  const earlier = earlierFiles(path.dirname(staging));
  /** @type {import("./transpile.mjs").Compiler | undefined} */
  let ts;
  /** @type {Record<string, string>} */
  const manifest = {};
  for (const { name, text, key } of sources) {
    const output = path.join(staging, name.replace(/\.ts$/, ".js"));
    fs.mkdirSync(path.dirname(output), { recursive: true });
    if (!copied(earlier.get(`${name} ${key}`), output)) {
      ts ??= loadCompiler(root);
      fs.writeFileSync(output, transpile(ts, text, path.join(root, "src", name), output));
    }
    manifest[name] = key;
  }
  fs.writeFileSync(path.join(staging, "manifest.json"), JSON.stringify(manifest, null, 1));
  fs.writeFileSync(path.join(staging, "package.json"), '{ "type": "commonjs" }\n');
}

/**
 * @param {string} place
 * @returns {Map<string, string>} from "name key" to the JavaScript file that an earlier build has for it
 */
function earlierFiles(place) {
  const files = new Map();
  const latest = builds(place).sort((a, b) => b.used - a.used);
  for (const { folder } of latest.slice(0, 20)) {
    try {
      const manifest = JSON.parse(fs.readFileSync(path.join(folder, "manifest.json"), "utf8"));
      for (const [name, key] of Object.entries(manifest)) {
        files.set(`${name} ${key}`, path.join(folder, name.replace(/\.ts$/, ".js")));
      }
    } catch {
      // Another command is removing that old build: its files are made again.
    }
  }
  return files;
}

/**
 * @param {string | undefined} earlier
 * @param {string} output
 */
function copied(earlier, output) {
  if (!earlier) return false;
  try {
    fs.copyFileSync(earlier, output);
    return true;
  } catch {
    return false;
  }
}

/**
 * Gives the finished build its name, unless another command was first: then theirs is taken, it is the same.
 * @param {string} staging
 * @param {string} built
 */
function publish(staging, built) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      fs.renameSync(staging, built);
      return built;
    } catch (error) {
      if (fs.existsSync(built)) {
        fs.rmSync(staging, { recursive: true, force: true });
        return built;
      }
      // A virus scanner may hold fresh files for a moment on Windows.
      if (attempt === 10) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50 * attempt);
    }
  }
}

/**
 * A command may run from an old build for hours and load a file late, so a build goes a day after its last use.
 * @param {string} place
 * @param {string} current
 */
function removeOldBuilds(place, current) {
  for (const { folder, used } of builds(place, true)) {
    if (path.basename(folder) !== current && Date.now() - used > DAY) {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/**
 * A build's folder carries the time of its last use, to the hour.
 * @param {string} built
 */
function markAsUsed(built) {
  try {
    if (Date.now() - fs.statSync(built).mtimeMs > HOUR) fs.utimesSync(built, new Date(), new Date());
  } catch {
    // A root that cannot be written keeps its builds anyway.
  }
  return built;
}

/**
 * @param {string} place
 * @param {boolean} [unfinished] whether to list what interrupted builds left, too
 * @returns {{ folder: string, used: number }[]}
 */
function builds(place, unfinished = false) {
  return fs
    .readdirSync(place)
    .filter((name) => /^[0-9a-f]{20}$/.test(name) || (unfinished && name.startsWith(".building-")))
    .map((name) => path.join(place, name))
    .map((folder) => ({ folder, used: fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
}
