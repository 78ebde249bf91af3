/**
 * From a cell's TypeScript to JavaScript that a realm can run, or to mistakes. One compiler serves any number of
 * sessions: what it needs to know of earlier cells comes in with each call, as declarations.
 */
import { existsSync } from "node:fs";
import { posix } from "node:path";
import type { ConvertResult } from "tslab/dist/converter";
import type { ModuleText, Script } from "../protocol";
import { type Documentation, documentation } from "./assistance";
import { CellCache } from "./cell-cache";
import { CellConverter } from "./cell-converter";
import { dropExports } from "./cell-script";
import { CheckedFiles } from "./checked-files";
import { withoutUnbound } from "./declarations";
import { withinTime } from "./limited-time";
import { compilerFailed, type Mistake, toMistakes } from "./mistakes";
import { moduleScript } from "./module-script";
import { SourceFiles } from "./source-files";
import type { ts } from "./typescript";

export interface CompiledCell extends Script {
  /** Values that the cell declares. */
  names: string[];
  /** Declarations that the next cell needs, given which of `names` were bound. */
  declarations(bound: string[]): string;
}

export type Compiled = { cell: CompiledCell; mistakes?: undefined } | { cell?: undefined; mistakes: Mistake[] };

const CANNOT_FIND_MODULE = 2307;

export class Compiler {
  readonly root: string;
  private readonly files: SourceFiles;
  private loaded: CellConverter | undefined;
  private readonly cache = new CellCache<Compiled>();
  /** Files that cells have imported so far, by the path of their JavaScript. */
  private readonly modules = new Map<string, ModuleText & { version: number }>();
  /** Counts the states of `modules`. */
  private version = 0;
  /** Edited files, without `.ts`, that have not been compiled since. */
  private readonly stale = new Set<string>();

  /**
   * @param root repository root: what `./src` in a cell is relative to
   * @param built folder with the build of `src/`; files that were edited since are compiled here
   */
  constructor(
    root: string,
    private readonly built?: string,
  ) {
    this.root = root.replace(/\\/g, "/");
    this.files = new SourceFiles((path) => path.startsWith(`${this.root}/`) && !path.includes("/node_modules/"));
  }

  /** Loads TypeScript and the types of its libraries, which takes about a second; whoever needs them first does it, too. */
  warmUp(): void {
    this.converter();
  }

  private converter(): CellConverter {
    this.loaded ??= new CellConverter(this.root, this.files, new CheckedFiles(this.built));
    return this.loaded;
  }

  /** The TypeScript that compiles cells, for whoever must look into their source. */
  get typescript(): ts {
    return this.converter().typescript;
  }

  close(): void {
    this.loaded?.close();
  }

  /**
   * Compiles one cell.
   *
   * @param declarations what earlier cells declare: "" for the first, then what the compiled cell before returned
   * @param source the cell's TypeScript
   * @param options.timeoutMs after which it is given up; none if not given
   */
  compile(declarations: string, source: string, options: { timeoutMs?: number } = {}): Compiled {
    try {
      const mistakes = this.refreshModules();
      if (mistakes.length > 0) return { mistakes };
      const parts = [String(this.version), declarations, source];
      const { timeoutMs } = options;
      const anew = () => this.compileAnew(declarations, source);
      const make = () => (timeoutMs === undefined ? anew() : withinTime(anew, timeoutMs));
      return this.cache.get(parts, make, ({ cell }) => cell !== undefined);
    } catch (error) {
      this.converter().renew(); // what TypeScript remembers may be damaged
      return { mistakes: [compilerFailed(error)] };
    }
  }

  /** Modules that have been compiled or changed since a version, and the present version. */
  modulesSince(version: number): { modules: ModuleText[]; version: number } {
    const modules = [...this.modules.values()].filter((module) => module.version > version);
    return { modules, version: this.version };
  }

  /** Names that may stand at a place (from 0) of a cell, and what they would replace. */
  complete(declarations: string, source: string, place: number): { start: number; end: number; names: string[] } {
    const { start, end, candidates } = this.converter().complete(declarations, source, place);
    const exact = candidates.filter((name) => name.startsWith(source.slice(start, place)));
    return { start, end, names: exact.length > 0 ? exact : candidates };
  }

  /** What is known of the name at a place (from 0) of a cell. */
  inspect(declarations: string, source: string, place: number): Documentation | undefined {
    const info = this.converter().inspect(declarations, source, place);
    return info && documentation(info);
  }

  private compileAnew(declarations: string, source: string): Compiled {
    const text = dropExports(this.typescript, source);
    let result = this.convert(declarations, text);
    if (this.foundLater(result)) {
      this.converter().renew();
      result = this.convert(declarations, text);
    }
    const { diagnostics, cell, declOutput: after = "" } = result;
    if (!cell || diagnostics.length > 0) return { mistakes: toMistakes(diagnostics) };
    const afterwards = (bound: string[]) => {
      const unbound = new Set(cell.names.filter((name) => !bound.includes(name)));
      return unbound.size === 0 ? after : withoutUnbound(this.typescript, declarations, after, unbound);
    };
    return { cell: { ...cell, declarations: afterwards } };
  }

  /** Converts a cell and takes note of the files that it imports. */
  private convert(declarations: string, source: string): ReturnType<CellConverter["convert"]> {
    const result = this.converter().convert(declarations, source);
    if (result.sideOutputs?.length) this.version++;
    for (const { path } of result.sideOutputs ?? []) {
      const file = existsSync(path) ? path : path.replace(/\.js$/, ".ts");
      const name = posix.relative(this.root, file);
      const script = moduleScript(this.typescript, file, name, this.built);
      this.modules.set(path, { path, source: name, ...script, version: this.version });
    }
    return result;
  }

  /** Compiles what was edited since the last cell, so that all cells use it at once. */
  private refreshModules(): Mistake[] {
    const edited = this.files.refresh().map((path) => path.replace(/\.ts$/, ""));
    for (const path of edited) this.stale.add(path);
    const used = [...this.stale].filter((path) => this.modules.has(`${path}.js`));
    if (used.length === 0) return [];
    const imports = used.map((path) => `import "./${posix.relative(this.root, path)}";`).join("\n");
    const { diagnostics } = this.convert("", imports);
    if (diagnostics.length === 0) this.stale.clear();
    return toMistakes(diagnostics);
  }

  /** TypeScript remembers that a file was missing; one that has come since needs a converter that does not. */
  private foundLater({ diagnostics }: ConvertResult): boolean {
    return diagnostics.some(({ code, messageText, fileName }) => {
      const id = /'(\.[^']*)'/.exec(messageText)?.[1];
      if (code !== CANNOT_FIND_MODULE || !id) return false;
      const path = posix.join(this.root, posix.dirname(fileName ?? "."), id);
      return [`${path}.ts`, `${path}/index.ts`, `${path}.js`, path].some((candidate) => existsSync(candidate));
    });
  }
}
