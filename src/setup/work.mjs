/**
 * The students' copies in work/: of the lectures' notebooks and of the homework's release, in the same folders.
 *
 * What a student has changed is never overwritten. work/.workbook.json keeps what was copied (hashes), so that a
 * student's change and the course's can be told apart.
 */
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** @typedef {{ sources: string, file: string }} Hashes  of a notebook's cell sources, and of the whole file */
/** @typedef {"copy" | "keep" | "adopt" | "conflict"} Decision */

/**
 * The files to copy, relative to notebooks/, with forward slashes. homework/source holds solutions and is left out.
 * @param {string} root
 * @returns {string[]}
 */
export function courseFiles(root) {
  const folder = path.join(root, "notebooks");
  const lectures = entries(folder).filter((entry) => entry.isFile() && entry.name.endsWith(".ipynb"));
  return [...lectures.map(({ name }) => name), ...filesBelow(folder, "homework/release")].sort();
}

/**
 * @param {string} folder
 * @param {string} below
 * @returns {string[]}
 */
function filesBelow(folder, below) {
  return entries(path.join(folder, below)).flatMap((entry) => {
    const name = `${below}/${entry.name}`;
    if (entry.name.startsWith(".")) return [];
    return entry.isDirectory() ? filesBelow(folder, name) : entry.isFile() ? [name] : [];
  });
}

/** @param {string} folder */
const entries = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : []);

/**
 * Brings work/ up to date.
 * @param {string} root
 * @returns {string[]} a line for each file that both the student and the course have changed
 */
export function updateWork(root) {
  const files = courseFiles(root);
  const copied = readManifest(root);
  const lines = [];
  for (const file of files) {
    const course = hashes(path.join(root, "notebooks", file)) ?? { sources: "", file: "" };
    const mine = hashes(path.join(root, "work", file));
    const decision = decide(course, mine?.sources, copied[file]);
    if (decision === "copy") copyIn(root, file);
    if (decision === "copy" || decision === "adopt") copied[file] = course;
    if (decision === "conflict") lines.push(conflict(file, files));
  }
  writeManifest(root, copied);
  return lines;
}

/**
 * @param {Hashes} course the course's file now
 * @param {string | undefined} mine the sources in work/ now; undefined when there is no such file
 * @param {Hashes | undefined} copied the course's file when it was copied; undefined when nobody knows
 * @returns {Decision} "adopt": both are the same, which is to be remembered
 */
export function decide(course, mine, copied) {
  if (mine === undefined) return "copy";
  if (mine === copied?.sources) return course.file === copied.file ? "keep" : "copy";
  if (mine === course.sources) return "adopt";
  return course.sources === copied?.sources ? "keep" : "conflict";
}

/**
 * @param {string} file
 * @param {string[]} files
 */
const conflict = (file, files) =>
  `work/${file} has your changes and stays as it is, but the course has a newer one. To get it (yours is kept beside it), type: npm run reset -- ${shortName(file, files)}`;

/**
 * @param {string} file
 * @returns {Hashes | undefined} undefined when there is no such file
 */
export function hashes(file) {
  if (!fs.existsSync(file)) return undefined;
  const bytes = fs.readFileSync(file);
  const whole = hash(bytes);
  return { file: whole, sources: (file.endsWith(".ipynb") && sourcesOf(bytes.toString("utf8"))) || whole };
}

/**
 * A hash of what the cells say: outputs and metadata change by running and saving. Empty cells do not count, because
 * JupyterLab adds one after the last that was run.
 * @param {string} text a notebook
 * @returns {string} "" when it is none
 */
export function sourcesOf(text) {
  try {
    /** @type {{ cells: { cell_type: string, source: string | string[] }[] }} */
    const { cells } = JSON.parse(text);
    const sources = cells.map(({ cell_type, source }) => [
      cell_type,
      [source].flat().join("").replaceAll("\r\n", "\n"),
    ]);
    return hash(JSON.stringify(sources.filter(([, source]) => source.trim() !== "")));
  } catch {
    return "";
  }
}

/**
 * A fresh copy; the old one is kept beside it.
 * @param {string} root
 * @param {string} file
 * @param {Date} now
 * @returns {string | undefined} where the old one is now, relative to work/
 */
export function resetFile(root, file, now) {
  const course = hashes(path.join(root, "notebooks", file));
  const kept = fs.existsSync(path.join(root, "work", file)) ? keepOld(path.join(root, "work"), file, now) : undefined;
  copyIn(root, file);
  writeManifest(root, { ...readManifest(root), ...(course && { [file]: course }) });
  return kept;
}

/**
 * @param {string} work
 * @param {string} file
 * @param {Date} now
 */
function keepOld(work, file, now) {
  for (let count = 1; ; count += 1) {
    const name = datedName(file, now, count);
    try {
      fs.copyFileSync(path.join(work, file), path.join(work, name), fs.constants.COPYFILE_EXCL);
      return name;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
  }
}

/**
 * "00-start-here.ipynb" → "00-start-here.2026-11-21-1432.ipynb", in local time; the second one of a minute ends in -2.
 * @param {string} file
 * @param {Date} now
 * @param {number} count
 */
export function datedName(file, now, count = 1) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const date = `${day}-${two(now.getHours())}${two(now.getMinutes())}${count > 1 ? `-${count}` : ""}`;
  const { dir, name, ext } = path.posix.parse(file);
  return path.posix.join(dir, `${name}.${date}${ext}`);
}

/**
 * What to type for a file: its name without folder and ending, where that is enough.
 * @param {string} file
 * @param {string[]} files
 */
export function shortName(file, files) {
  const plain = withoutEnding(file);
  const base = path.posix.basename(plain);
  return findByName(base, files).length === 1 ? base : plain;
}

/**
 * The files that a user may mean: by full name or by its last parts, with or without work/ and the notebook's ending.
 * @param {string} typed
 * @param {string[]} files
 * @returns {string[]}
 */
export function findByName(typed, files) {
  const plain = path.posix.normalize(typed.replaceAll("\\", "/"));
  const name = withoutEnding(plain.replace(/^(\.\.\/)+/, "").replace(/^(.*\/)?(work|notebooks)\//, ""));
  return files.filter((file) => `/${withoutEnding(file)}`.endsWith(`/${name}`));
}

/** @param {string} file */
const withoutEnding = (file) => file.replace(/\.ipynb$/, "");

/**
 * @param {string} root
 * @param {string} file
 */
function copyIn(root, file) {
  replace(path.join(root, "work", file), fs.readFileSync(path.join(root, "notebooks", file)));
}

/** @param {string} root */
const manifestFile = (root) => path.join(root, "work", ".workbook.json");

/**
 * @param {string} root
 * @returns {Record<string, Hashes>}
 */
function readManifest(root) {
  try {
    return JSON.parse(fs.readFileSync(manifestFile(root), "utf8")).copied ?? {};
  } catch {
    return {};
  }
}

/**
 * @param {string} root
 * @param {Record<string, Hashes>} copied
 */
function writeManifest(root, copied) {
  const text = `${JSON.stringify({ copied }, null, 1)}\n`;
  const file = manifestFile(root);
  if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== text) replace(file, text);
}

/**
 * Nobody sees half a file.
 * @param {string} file
 * @param {string | Buffer} content
 */
function replace(file, content) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const fresh = path.join(path.dirname(file), `.${randomBytes(6).toString("hex")}.part`);
  fs.writeFileSync(fresh, content);
  fs.renameSync(fresh, file);
}

/** @param {string | Buffer} data */
const hash = (data) => createHash("sha256").update(data).digest("hex").slice(0, 20);
