/** `npm run release`: the students' homework from the sources. */
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { ReleaseError, toRelease } from "../grading/release";
import { EditionError, writeEdition } from "../grading/students-edition";
import { type INotebookContent, NotebookError, readNotebook, writeNotebook } from "../kernel/execute/notebook";
import { readArgs, UsageError } from "./option-values";

const USAGE = `npm run release [-- --source DIR] [-- --to DIR]

Makes the students' homework: solutions and hidden tests are cut out of the sources.

  --source DIR   where the sources are (default notebooks/homework/source), as NAME/NAME.ipynb
  --to DIR       write a whole workbook for students, to publish, instead of notebooks/homework/release

Exit code: 0 done, 1 a source cannot be released (nothing is written then), 2 bad usage.`;

interface Homework {
  name: string;
  /** The folder with the source; what else is in it (pictures, data) goes to the students as it is. */
  folder: string;
  notebook: INotebookContent;
}

/** @returns the exit code */
export async function main(args: string[], { root }: { root: string }): Promise<number> {
  if (args.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  try {
    const cwd = process.env.INIT_CWD ?? process.cwd();
    const { values } = readArgs({ args, options: { source: { type: "string" }, to: { type: "string" } } });
    const source = values.source ? resolve(cwd, values.source) : join(root, "notebooks", "homework", "source");
    const homeworks = readAll(source, relative(cwd, source) || "."); // all, before anything is written
    const to = values.to === undefined ? undefined : resolve(cwd, values.to);
    if (to) writeEdition(root, to, (folder) => writeAll(homeworks, folder), values.to);
    else writeAll(homeworks, join(root, "notebooks", "homework", "release"));
    for (const { name } of homeworks) console.log(`${name}: released`);
    if (values.to) console.log(`The students' workbook is in ${values.to}.`);
    return 0;
  } catch (error) {
    if (error instanceof ReleaseError || error instanceof NotebookError) return fail(error.message, 1);
    if (error instanceof EditionError || error instanceof UsageError) return fail(error.message, 2);
    throw error;
  }
}

function fail(message: string, code: number): number {
  console.error(message);
  return code;
}

function readAll(source: string, shown: string): Homework[] {
  const names = existsSync(source)
    ? readdirSync(source).filter((name) => existsSync(join(source, name, `${name}.ipynb`)))
    : [];
  if (names.length === 0) throw new ReleaseError(`${shown}: holds no homework; a source is NAME/NAME.ipynb`);
  return names.sort().map((name) => {
    const file = join(source, name, `${name}.ipynb`);
    try {
      return {
        name,
        folder: join(source, name),
        notebook: toRelease(readNotebook(file, join(shown, name, `${name}.ipynb`))),
      };
    } catch (error) {
      if (error instanceof ReleaseError)
        throw new ReleaseError(`${join(shown, name, `${name}.ipynb`)}: ${error.message}`);
      throw error;
    }
  });
}

function writeAll(homeworks: Homework[], release: string): void {
  rmSync(release, { recursive: true, force: true });
  for (const { name, folder, notebook } of homeworks) {
    const isOther = (path: string) => !path.endsWith(".ipynb") && !path.includes(".ipynb_checkpoints");
    cpSync(folder, join(release, name), { recursive: true, filter: isOther });
    writeNotebook(join(release, name, `${name}.ipynb`), notebook);
  }
}
