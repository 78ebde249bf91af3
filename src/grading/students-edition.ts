/** The workbook as students get it: all that runs it, and nothing that tells an answer. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** What an edition holds. Tests stay behind: they know right answers. */
const CONTENTS = [
  ".gitattributes",
  ".gitignore",
  "LICENSE",
  "README.md",
  "datasets",
  "notebooks",
  "package-lock.json",
  "src",
  "tsconfig.json",
];
/** Below them, by path: the sources are what must not get out, the rest is made anew. */
const LEFT_OUT = ["notebooks/homework", "src/engine/simd/binary.ts"];
/** npm scripts that work without tests. */
const SCRIPTS = ["start", "reset", "execute", "grade", "build"];

/** The folder given holds something else; the message says what to do. */
export class EditionError extends Error {
  override name = "EditionError";
}

interface Package {
  name: string;
  scripts: Record<string, string>;
}

/**
 * Writes the edition into a folder, in the place of an earlier one. The folder's `.git` is left alone, so that it may
 * be a repository to publish.
 *
 * @param root the workbook
 * @param writeHomework writes the students' homework into the folder it is given
 * @param shown how messages call the folder
 * @throws EditionError where the folder holds anything but an earlier edition
 */
export function writeEdition(root: string, to: string, writeHomework: (folder: string) => void, shown = to): void {
  const settings = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Package;
  checkTarget(to, settings.name, shown);
  mkdirSync(dirname(to), { recursive: true });
  const draft = mkdtempSync(join(dirname(to), `.${basename(to)}-`)); // beside it: renaming within one disk
  try {
    for (const name of CONTENTS) if (existsSync(join(root, name))) copy(root, draft, name);
    const scripts = Object.fromEntries(Object.entries(settings.scripts).filter(([name]) => SCRIPTS.includes(name)));
    writeFileSync(join(draft, "package.json"), `${JSON.stringify({ ...settings, scripts }, null, 2)}\n`);
    shorten(join(draft, "README.md"));
    writeHomework(join(draft, "notebooks", "homework", "release"));
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(to)) if (name !== ".git") rmSync(join(to, name), { recursive: true, force: true });
    for (const name of readdirSync(draft)) renameSync(join(draft, name), join(to, name));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function copy(root: string, draft: string, name: string): void {
  const isWanted = (path: string) => {
    const below = path.slice(root.length + 1).replace(/\\/g, "/");
    return !LEFT_OUT.includes(below) && !basename(below).startsWith(".ipynb_checkpoints");
  };
  cpSync(join(root, name), join(draft, name), { recursive: true, filter: isWanted });
}

/** Takes out what README.md marks: from `<!-- teachers -->` to `<!-- everybody -->`, and lines that end in the first. */
function shorten(file: string): void {
  if (!existsSync(file)) return;
  const parts = /^<!-- teachers -->\n[\s\S]*?^<!-- everybody -->\n\n?|^.*<!-- teachers -->\n/gm;
  writeFileSync(file, readFileSync(file, "utf8").replace(parts, ""));
}

function checkTarget(to: string, name: string, shown: string): void {
  if (!existsSync(to)) return;
  const entries = readdirSync(to).filter((entry) => entry !== ".git");
  if (entries.length === 0) return;
  const file = join(to, "package.json");
  const isEarlier = existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as Package).name === name;
  const isSource = existsSync(join(to, "notebooks", "homework", "source")) || existsSync(join(to, "test"));
  if (isSource)
    throw new EditionError(`--to ${shown}: is a workbook with its sources; name a folder for the students'`);
  if (!isEarlier)
    throw new EditionError(`--to ${shown}: holds something else; name a new folder, or an earlier edition`);
}
