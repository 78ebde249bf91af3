/** tslab's converter with our two steps in place of its own, on the repository instead of the working folder. */
import { posix } from "node:path";
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { ConvertResult } from "tslab/dist/converter";
import type { LineMap } from "../protocol";
import { bindThroughRealm, exportAll } from "./cell-script";
import type { CheckedFiles } from "./checked-files";
import { earlierNames } from "./earlier-names";
import { applyEdits, composeMaps, splitInlineMap, withoutMapComment } from "./line-map";
import type { SourceFiles } from "./source-files";
import { type Converter, loadTslab, type Tslab, type ts } from "./typescript";

/** A cell's JavaScript, and what the converter does not hand on: where its pieces came from, what it declares. */
export interface ConvertedCell {
  code: string;
  map: LineMap;
  names: string[];
}

/** tslab's TypeScript has this function more. */
type WithFiles = ts & {
  getPreEmitDiagnosticsOfFiles(
    program: TypeScript.Program,
    files: readonly TypeScript.SourceFile[],
  ): TypeScript.Diagnostic[];
};

/** tslab's "file" for the cell starts with a line of its own. */
const LINES_BEFORE_CELL = 1;
/** Stands for the JavaScript of an imported file on its way through the converter, which has no use for it. */
const IMPORTED = "// an imported file";

export class CellConverter {
  private readonly tslab: Tslab;
  private converter: Converter;
  private program!: TypeScript.BuilderProgram;
  private lastCell: ConvertedCell | undefined;

  /**
   * @param root repository root, with forward slashes
   * @param files is told which files the compiler reads
   * @param checked knows which imported files need no look at their types
   */
  constructor(
    private readonly root: string,
    private readonly files: SourceFiles,
    private readonly checked: CheckedFiles,
  ) {
    this.tslab = loadTslab(root, (original) => this.replacements(original));
    this.converter = this.tslab.createConverter();
  }

  get typescript(): ts {
    return this.tslab.ts;
  }

  /** tslab's result, and the cell; `sideOutputs` names imported files that it had not met before or that have changed. */
  convert(declarations: string, source: string): ConvertResult & { cell?: ConvertedCell } {
    this.lastCell = undefined;
    const result = this.converter.convert(declarations, source);
    return { ...result, cell: this.lastCell };
  }

  complete(declarations: string, source: string, place: number): ReturnType<Converter["complete"]> {
    return this.converter.complete(declarations, source, place);
  }

  inspect(declarations: string, source: string, place: number): ReturnType<Converter["inspect"]> {
    return this.converter.inspect(declarations, source, place);
  }

  /** Forgets all that TypeScript remembers; takes about a second. */
  renew(): void {
    this.converter.close();
    this.converter = this.tslab.createConverter();
  }

  close(): void {
    this.converter.close();
  }

  private replacements(original: ts): Partial<ts> {
    const sys = {
      ...original.sys,
      getCurrentDirectory: () => this.root,
      watchFile: this.files.watchFile,
      watchDirectory: () => ({ close() {} }),
    };
    const createHost = (files: string[], given: TypeScript.CompilerOptions, system: TypeScript.System) => {
      const options = { ...given, inlineSourceMap: true, types: ["node"] };
      const quiet = () => {};
      return this.observe(original.createWatchCompilerHost(files, options, system, undefined, quiet, quiet));
    };
    return {
      sys,
      getPreEmitDiagnosticsOfFiles: ((program: TypeScript.Program, files: readonly TypeScript.SourceFile[]) => {
        const imported = files.filter(({ fileName }) => fileName.startsWith(`${this.root}/src/`));
        const others = files.filter((file) => !imported.includes(file));
        const isKnown = this.checked.cover(imported);
        const diagnostics = (original as WithFiles).getPreEmitDiagnosticsOfFiles(program, isKnown ? others : files);
        const isRight = !diagnostics.some(({ file }) => file !== undefined && imported.includes(file));
        if (!isKnown && isRight) this.checked.add(imported);
        return diagnostics;
      }) as never,
      createWatchCompilerHost: createHost as never,
      transpileModule: (code, options) => this.toCommonJs(original, code, options),
    };
  }

  /** Gives the converter each program with an `emit` of ours. */
  private observe<Host extends object>(host: Host): Host {
    let handOver: (builder: TypeScript.BuilderProgram) => void;
    return Object.defineProperty(host, "afterProgramCreate", {
      set: (set) => {
        handOver = set;
      },
      get: () => (builder: TypeScript.BuilderProgram) => {
        this.program = builder;
        handOver(Object.assign(Object.create(builder), { emit: this.emitWith(builder) }));
      },
    });
  }

  /** First step: earlier names in the cell's syntax tree. Imported files are compiled elsewhere (module-script.ts). */
  private emitWith(builder: TypeScript.BuilderProgram): typeof builder.emit {
    return (file, writeFile, token, onlyDeclarations, transformers) => {
      if (file && file.fileName !== `${this.root}/__tslab__.ts`) {
        const output = posix.relative(this.root, file.fileName).replace(/\.ts$/, ".js");
        writeFile?.(`outDir/${output}`, IMPORTED, false);
        return { emitSkipped: false, diagnostics: [] };
      }
      const declarations = this.program.getSourceFile(`${this.root}/__prev__.d.ts`) as TypeScript.SourceFile;
      const checker = this.program.getProgram().getTypeChecker();
      return builder.emit(file, writeFile, token, onlyDeclarations, {
        before: [earlierNames(this.typescript, checker, declarations)],
        afterDeclarations: transformers?.afterDeclarations,
      });
    };
  }

  /** Second step, in place of the converter's own from ES modules to CommonJS: the cell's names in its text. */
  private toCommonJs(ts: ts, input: string, options: TypeScript.TranspileOptions): TypeScript.TranspileOutput {
    if (input === IMPORTED) return { outputText: IMPORTED };
    const { code, map = "" } = splitInlineMap(input);
    const { edits, names } = exportAll(ts, code);
    const output = ts.transpileModule(applyEdits(code, edits), {
      fileName: options.fileName,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
      transformers: { after: [bindThroughRealm(ts)] },
    });
    const outputText = withoutMapComment(output.outputText);
    const composed = composeMaps(map, code, edits, output.sourceMapText as string, LINES_BEFORE_CELL);
    this.lastCell = { code: outputText, map: composed, names };
    return { outputText };
  }
}
