/**
 * From a cell's TypeScript to JavaScript that a realm can run, or to diagnostics. One compiler serves any number of
 * sessions: what it needs to know of earlier cells comes in with each call, as declarations.
 */
import { existsSync } from "node:fs";
import { posix } from "node:path";
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { ConvertResult, Diagnostic } from "tslab/dist/converter";
import type { LineMap, ModuleText, Script } from "../protocol";
import { type Documentation, documentation } from "./assistance";
import { CellCache } from "./cell-cache";
import { bindThroughRealm, dropExports, exportAll } from "./cell-script";
import { withoutUnbound } from "./declarations";
import { earlierNames } from "./earlier-names";
import { applyEdits, composeMaps, splitInlineMap } from "./line-map";
import { moduleScript } from "./module-script";
import { SourceFiles } from "./source-files";
import { type Converter, loadTslab, type Tslab, type ts } from "./typescript";

/** A mistake the compiler found. Lines and columns count from 1. */
export interface Mistake {
  /** Undefined for the cell itself, otherwise the file relative to the repository. */
  file?: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** TypeScript's number: 2345 for a wrong argument. */
  code: number;
  message: string;
}

export interface CompiledCell extends Script {
  /** Values that the cell declares. */
  names: string[];
  /** Declarations that the next cell needs, given which of `names` were bound. */
  declarations(bound: string[]): string;
}

export type Compiled = { cell: CompiledCell; mistakes?: undefined } | { cell?: undefined; mistakes: Mistake[] };

/** tslab's "file" for the cell starts with a line of its own. */
const CELL_LINES_BEFORE = 1;
const CANNOT_FIND_MODULE = 2307;
/** Stands for the JavaScript of an imported file on its way through the converter, which has no use for it. */
const MODULE = "// a module";

interface Emitted {
  map: LineMap;
  names: string[];
}

export class Compiler {
  private readonly tslab: Tslab;
  private readonly files: SourceFiles;
  private converter: Converter;
  private program!: TypeScript.BuilderProgram;
  private readonly modules = new Map<string, ModuleText & { version: number }>();
  /** What is known of emitted code beside its text; the converter hands on the text only. */
  private readonly emitted = new Map<string, Emitted>();
  private readonly cache = new CellCache<Compiled>();
  private version = 0;
  /** Edited files, without `.ts`, that have not been compiled since. */
  private readonly stale = new Set<string>();

  /**
   * @param root repository root: what `./src` in a cell is relative to
   * @param built folder with the build of `src/`; files that were edited since are compiled here
   */
  constructor(
    readonly root: string,
    private readonly built?: string,
  ) {
    this.root = root.replace(/\\/g, "/");
    this.files = new SourceFiles((path) => path.startsWith(`${this.root}/`) && !path.includes("/node_modules/"));
    this.tslab = loadTslab(root, (original) => this.replacements(original));
    this.converter = this.tslab.createConverter();
  }

  /** The TypeScript that compiles cells, for whoever must look into their source. */
  get typescript(): ts {
    return this.tslab.ts;
  }

  close(): void {
    this.converter.close();
  }

  /**
   * Compiles one cell.
   *
   * @param declarations what earlier cells declare: "" for the first, then what the compiled cell before returned
   * @param source the cell's TypeScript
   */
  compile(declarations: string, source: string): Compiled {
    try {
      const mistakes = this.refreshModules();
      return mistakes.length > 0 ? { mistakes } : this.compileOnce(declarations, source);
    } catch (error) {
      this.renewConverter(); // TypeScript itself has failed; what it remembers may be damaged
      const place = { line: 1, column: 1, endLine: 1, endColumn: 1, code: 0 };
      return { mistakes: [{ ...place, message: `the compiler itself failed: ${(error as Error).message}` }] };
    }
  }

  private compileOnce(declarations: string, source: string): Compiled {
    const parts = [String(this.version), declarations, source];
    return this.cache.get(
      parts,
      () => this.compileAnew(declarations, source),
      ({ cell }) => cell !== undefined,
    );
  }

  /** Names that may stand at a place (from 0) of a cell, and what they would replace. */
  complete(declarations: string, source: string, place: number): { start: number; end: number; names: string[] } {
    const { start, end, candidates } = this.converter.complete(declarations, source, place);
    const exact = candidates.filter((name) => name.startsWith(source.slice(start, place)));
    return { start, end, names: exact.length > 0 ? exact : candidates };
  }

  /** What is known of the name at a place (from 0) of a cell. */
  inspect(declarations: string, source: string, place: number): Documentation | undefined {
    const info = this.converter.inspect(declarations, source, place);
    return info && documentation(info);
  }

  /** Modules that have been compiled or changed since a version, and the present version. */
  modulesSince(version: number): { modules: ModuleText[]; version: number } {
    const modules = [...this.modules.values()].filter((module) => module.version > version);
    return { modules, version: this.version };
  }

  private compileAnew(declarations: string, source: string): Compiled {
    const text = dropExports(this.tslab.ts, source);
    let result = this.convert(declarations, text);
    if (this.foundLater(result)) {
      this.renewConverter();
      result = this.convert(declarations, text);
    }
    if (result.diagnostics.length > 0) return { mistakes: toMistakes(result.diagnostics) };
    const code = result.output ?? "";
    const { map, names } = this.takeEmitted(code);
    const after = result.declOutput ?? "";
    const afterwards = (bound: string[]) => {
      const unbound = new Set(names.filter((name) => !bound.includes(name)));
      return unbound.size === 0 ? after : withoutUnbound(this.tslab.ts, declarations, after, unbound);
    };
    return { cell: { code, map, names, declarations: afterwards } };
  }

  private renewConverter(): void {
    this.converter.close();
    this.converter = this.tslab.createConverter();
  }

  private convert(declarations: string, source: string): ConvertResult {
    const result = this.converter.convert(declarations, source);
    if (result.sideOutputs?.length) this.version++;
    for (const { path } of result.sideOutputs ?? []) {
      const file = existsSync(path) ? path : path.replace(/\.js$/, ".ts");
      const source = posix.relative(this.root, file);
      const script = moduleScript(this.tslab.ts, file, source, this.built);
      this.modules.set(path, { path, source, ...script, version: this.version });
    }
    return result;
  }

  /** Compiles what was edited since the last cell, so that all cells use it at once. */
  private refreshModules(): Mistake[] {
    const edited = this.files.refresh().map((path) => path.replace(/\.ts$/, ""));
    for (const path of edited) this.stale.add(path);
    const used = [...this.stale].filter((path) => this.modules.has(`${path}.js`));
    if (used.length === 0) return [];
    this.version++;
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

  private takeEmitted(code: string): Emitted {
    const emitted = this.emitted.get(code) ?? { map: [], names: [] };
    this.emitted.delete(code);
    return emitted;
  }

  private replacements(original: ts): Partial<ts> {
    const sys = {
      ...original.sys,
      getCurrentDirectory: () => this.root,
      watchFile: this.files.watchFile,
      watchDirectory: () => ({ close() {} }),
    };
    return {
      sys,
      createWatchCompilerHost: ((
        rootFiles: string[],
        options: TypeScript.CompilerOptions,
        system: TypeScript.System,
      ) => {
        const host = original.createWatchCompilerHost(
          rootFiles,
          { ...options, inlineSourceMap: true, types: ["node"] },
          system,
          undefined,
          () => {},
          () => {},
        );
        return this.observePrograms(host);
      }) as never,
      transpileModule: (code, options) => this.toCommonJs(original, code, options),
    };
  }

  /** Gives the converter each program with our transformer in its `emit`. */
  private observePrograms<Host extends object>(host: Host): Host {
    let handOver: (builder: TypeScript.BuilderProgram) => void;
    return Object.defineProperty(host, "afterProgramCreate", {
      set: (set) => {
        handOver = set;
      },
      get: () => (builder: TypeScript.BuilderProgram) => {
        this.program = builder;
        const emit: typeof builder.emit = (file, writeFile, token, onlyDeclarations, transformers) => {
          if (file && file.fileName !== `${this.root}/__tslab__.ts`) {
            const output = posix.relative(this.root, file.fileName).replace(/\.ts$/, ".js");
            writeFile?.(`outDir/${output}`, MODULE, false);
            return { emitSkipped: false, diagnostics: [] };
          }
          return builder.emit(file, writeFile, token, onlyDeclarations, {
            before: [this.earlierNames()],
            afterDeclarations: transformers?.afterDeclarations,
          });
        };
        handOver(Object.assign(Object.create(builder), { emit }));
      },
    });
  }

  private earlierNames(): TypeScript.TransformerFactory<TypeScript.SourceFile> {
    const declarations = this.program.getSourceFile(`${this.root}/__prev__.d.ts`) as TypeScript.SourceFile;
    return earlierNames(this.tslab.ts, this.program.getProgram().getTypeChecker(), declarations);
  }

  /** Replaces the converter's step from ES modules to CommonJS. */
  private toCommonJs(ts: ts, input: string, options: TypeScript.TranspileOptions): TypeScript.TranspileOutput {
    if (input === MODULE) return { outputText: MODULE };
    const { code, map } = splitInlineMap(input);
    const { edits, names } = exportAll(ts, code);
    const output = ts.transpileModule(applyEdits(code, edits), {
      fileName: options.fileName,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
      transformers: { after: [bindThroughRealm(ts)] },
    });
    const outputText = output.outputText.replace(/\/\/# sourceMappingURL=\S+\s*$/, "");
    if (map && output.sourceMapText) {
      const composed = composeMaps(map, code, edits, output.sourceMapText, CELL_LINES_BEFORE);
      this.emitted.set(outputText, { map: composed, names });
    }
    return { outputText };
  }
}

function toMistakes(diagnostics: Diagnostic[]): Mistake[] {
  return diagnostics.map(({ start, end, messageText, code, fileName }) => ({
    file: fileName,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    code,
    message: messageText,
  }));
}
