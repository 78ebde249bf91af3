/**
 * Turns the TypeScript of src/ into CommonJS in `dist/<hash of all sources>/`, because Node 20 cannot run TypeScript.
 *
 * Every command looks here first, so the common case (nothing has changed) reads the sources, hashes them, and loads
 * no compiler. A build is written beside its final place and renamed into it: whoever sees the folder sees all of it,
 * and of two commands that build at once the first wins. Types are not checked here: a student's type error must not
 * stop a command.
 */
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const COMPILER = "@tslab/typescript-for-tslab";

/** @typedef {{ name: string, text: string, key: string }} Source  `name` is relative to src/, with forward slashes */

/**
 * Builds if anything has changed.
 * @param {string} root the workbook's folder
 * @returns {string} the folder with the JavaScript, laid out as src/ is
 */
export function build(root) {
  const sources = readSources(root);
  const treehash = hash(sources.map(({ name, key }) => `${name} ${key}\n`).join(""));
  const places = [path.join(root, "dist"), placeForReadOnlyRoot(root)];
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
 * @returns {Source[]} what is built: everything but src/setup, which Node runs as it is
 */
function readSources(root) {
  const recipe = hash(fs.readFileSync(fileURLToPath(import.meta.url)) + compilerVersion(root));
  /** @type {Source[]} */
  const sources = [];
  /** @param {string} folder */
  const walk = (folder) => {
    for (const entry of fs.readdirSync(path.join(root, "src", folder), { withFileTypes: true })) {
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (name !== "setup") walk(name);
      } else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) {
        const text = fs.readFileSync(path.join(root, "src", name), "utf8");
        sources.push({ name, text, key: hash(recipe + text) });
      }
    }
  };
  walk("");
  return sources.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {string} root */
function compilerVersion(root) {
  const file = path.join(root, "node_modules", COMPILER, "package.json");
  return JSON.parse(fs.readFileSync(file, "utf8")).version;
}

/**
 * A root that nobody may write to (a shared installation, a mounted image) is built in the folder for temporary files.
 * @param {string} root
 */
function placeForReadOnlyRoot(root) {
  const user = process.getuid?.() ?? os.userInfo().username;
  return path.join(os.tmpdir(), `workbook-${user}-${hash(root)}`);
}

/**
 * Whether code may be run from `place`: in a folder for everybody's temporary files, only from what we made ourselves.
 * @param {string} place
 */
function isOurs(place) {
  if (!process.getuid || path.basename(place) === "dist") return true;
  const found = fs.lstatSync(place, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid();
}

/**
 * An empty folder to build in, in the first of `places` that can be written.
 * @param {string} root
 * @param {string[]} places
 * @returns {string}
 */
function makeStaging(root, places) {
  /** @type {unknown} */
  let problem;
  for (const place of places) {
    try {
      fs.mkdirSync(place, { recursive: true, mode: place === places[0] ? 0o777 : 0o700 });
      if (!isOurs(place)) throw new Error(`${place} belongs to somebody else`);
      if (place !== places[0]) linkPackages(root, place);
      const staging = path.join(place, `.building-${process.pid}-${randomBytes(4).toString("hex")}`);
      fs.mkdirSync(staging);
      return staging;
    } catch (error) {
      problem = error;
    }
  }
  throw new Error(
    `The workbook can be built neither in ${places.join(" nor in ")}: ${problem instanceof Error ? problem.message : problem}. Make one of them writable.`,
  );
}

/**
 * `require` looks for packages in the folders above a file; from the temporary place they are found by this link.
 * @param {string} root
 * @param {string} place
 */
function linkPackages(root, place) {
  const link = path.join(place, "node_modules");
  if (!fs.existsSync(link)) {
    fs.rmSync(link, { force: true });
    try {
      fs.symlinkSync(path.join(root, "node_modules"), link, "junction");
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
  }
}

/**
 * Writes all files into `staging`; what an earlier build made from the same text is copied, not made again.
 * @param {string} root
 * @param {string} staging
 * @param {Source[]} sources
 */
function writeBuild(root, staging, sources) {
  const earlier = earlierFiles(path.dirname(staging));
  /** @type {Compiler | undefined} */
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

/** @typedef {typeof import("@tslab/typescript-for-tslab")} Compiler */

/**
 * @param {string} root
 * @returns {Compiler}
 */
export function loadCompiler(root) {
  return createRequire(path.join(root, "package.json"))(COMPILER);
}

/**
 * @param {Compiler} ts
 * @param {string} text
 * @param {string} source the file the text is from; the source map leads there, wherever the workbook is copied to
 * @param {string} output
 */
function transpile(ts, text, source, output) {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: source,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      isolatedModules: true,
      sourceMap: true,
      inlineSources: true,
    },
  });
  const map = JSON.parse(sourceMapText ?? "{}");
  map.sources = [path.relative(path.dirname(output), source).split(path.sep).join("/")];
  const inline = Buffer.from(JSON.stringify(map)).toString("base64");
  return outputText.replace(
    /\/\/# sourceMappingURL=.*\s*$/,
    () => `//# sourceMappingURL=data:application/json;base64,${inline}\n`,
  );
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

/** @param {string | Buffer} data */
function hash(data) {
  return createHash("sha256").update(data).digest("hex").slice(0, 20);
}
