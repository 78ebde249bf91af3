/** The command line of `npm run execute`. */
import { existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import { globSync } from "tinyglobby";
import { positive, readArgs, shardOf, UsageError, wholeNumber } from "./option-values";
import { takeShard } from "./shard";

export const USAGE = `npm run execute -- FILES… [options]

Runs notebooks without Jupyter, in order, and reports. Without --output or --update nothing is written.

  --output DIR       write the executed copies to DIR
  --update           write the outputs back into the notebooks themselves
  --check            fail when outputs differ from those in the notebook
  --html             with --output: for each notebook also a page to read without Jupyter, NAME.html,
                     and plotly.js, once, for the pages' plots
  --junit FILE       write a report in JUnit's XML, as GitLab, Jenkins and others read it
  --shard i/n        run the i-th of n parts of the files, i from 0: for n machines at once
  --set name=value   a value for the cell tagged "parameters"; may be given more than once
  --timeout S        seconds a cell may take (default 300)
  --memory MB        memory a notebook may use (default 2048)
  --jobs N           notebooks that run at once (default: the number of cores)

Exit code: 0 all ran, 1 a cell failed, 2 bad usage.`;

export interface ExecuteOptions {
  /** Notebook files: how messages call them, and where they are. */
  files: { name: string; path: string }[];
  output?: string;
  update: boolean;
  check: boolean;
  /** With `output`: whether pages are written too. */
  html: boolean;
  /** File for the report in JUnit's XML. */
  junit?: string;
  /** Which part of the files named this is: "1/4"; undefined when it is all of them. */
  shard?: string;
  set: Map<string, string>;
  timeoutMs: number;
  memoryMB: number;
  jobs: number;
}

/**
 * @param cwd folder that relative paths start from
 * @throws UsageError
 */
export function parseExecuteOptions(args: string[], cwd: string): ExecuteOptions {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new UsageError("no notebook given; npm run execute -- notebooks/*.ipynb");
  const found = positionals.flatMap((pattern) => expand(pattern, cwd));
  const files = [...new Map(found.map((file) => [file.path, file])).values()]; // one may be named twice
  const options: ExecuteOptions = {
    files,
    output: values.output === undefined ? undefined : resolve(cwd, values.output),
    update: values.update,
    check: values.check,
    html: values.html,
    junit: values.junit === undefined ? undefined : resolve(cwd, values.junit),
    shard: values.shard,
    set: new Map(values.set.map(nameAndValue)),
    timeoutMs: positive("--timeout", values.timeout) * 1000,
    memoryMB: wholeNumber("--memory", values.memory, 64),
    jobs: wholeNumber("--jobs", values.jobs ?? String(availableParallelism()), 1),
  };
  checkCombination(options);
  checkJunit(options);
  return values.shard === undefined ? options : { ...options, files: takeShard(files, shardOf(values.shard)) };
}

function parse(args: string[]) {
  return readArgs({
    args,
    allowPositionals: true,
    options: {
      output: { type: "string" },
      update: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      html: { type: "boolean", default: false },
      junit: { type: "string" },
      shard: { type: "string" },
      set: { type: "string", multiple: true, default: [] },
      timeout: { type: "string", default: "300" },
      memory: { type: "string", default: "2048" },
      jobs: { type: "string" },
    },
  });
}

/** Not every shell replaces `*` by the files it stands for. */
function expand(pattern: string, cwd: string): ExecuteOptions["files"] {
  const named = (path: string) => {
    const short = relative(cwd, path);
    return { name: short.startsWith("..") || isAbsolute(short) ? path : short || ".", path };
  };
  if (!pattern.includes("*")) return [named(resolve(cwd, pattern))];
  const found = globSync(pattern.replace(/\\/g, "/"), { cwd, absolute: true, expandDirectories: false }).sort();
  if (found.length === 0) throw new UsageError(`${pattern}: no file matches`);
  return found.map(named);
}

function nameAndValue(text: string): [string, string] {
  const equals = text.indexOf("=");
  if (equals < 1) throw new UsageError(`--set ${text}: expected name=value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function checkCombination({ files, output, update, check, html, set }: ExecuteOptions): void {
  if (update && output) throw new UsageError("--update and --output: give one of them");
  if (update && check) throw new UsageError("--update and --check: give one of them");
  if (update && set.size > 0)
    throw new UsageError("--update and --set: the notebook itself would be changed; use --output");
  if (html && !output) throw new UsageError("--html: needs --output DIR, the folder that the pages are written to");
  if (!output) return;
  if (existsSync(output) && !statSync(output).isDirectory()) throw new UsageError(`--output ${output}: is no folder`);
  const seen = new Map<string, string>();
  for (const { name, path } of files) {
    const target = join(output, basename(path));
    const other = seen.get(target);
    if (other !== undefined) throw new UsageError(`--output: ${other} and ${name} would both become ${basename(path)}`);
    if (target === path) throw new UsageError(`--output: ${name} would be overwritten; use --update for that`);
    seen.set(target, name);
  }
}

function checkJunit({ files, junit }: ExecuteOptions): void {
  if (junit === undefined) return;
  if (existsSync(junit) && statSync(junit).isDirectory()) throw new UsageError(`--junit ${junit}: is a folder`);
  const same = files.find(({ path }) => path === junit);
  if (same) throw new UsageError(`--junit: ${same.name} would be overwritten; name another file`);
}
