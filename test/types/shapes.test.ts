/** The compiler of the notebooks' cells, TypeScript 5.0.4 with tslab's options, asked what it thinks of a few cells. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";

const ts = createRequire(import.meta.url)("@tslab/typescript-for-tslab");
const root = process.cwd();
const cell = join(root, "test/types/__cell__.ts");

const options = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  noEmit: true,
};

const PRELUDE = `
import { fromFlat, matrix, zeros } from "../../src/engine/matrix-constructors";
import { seed } from "../../src/engine/random";
import { createNetwork } from "../../src/engine/network";
import { planar35 } from "../../src/node/read-dataset";
const rng = seed(1);
const W1 = rng.randn(3, 2), W2 = rng.randn(4, 2), X = zeros(2, 35), Z1 = W1.dot(X), b1 = zeros(3, 1);
`;

/** The compiler's messages on all the cells at once (a program takes a second), each with its cell. */
function messages(cells: readonly string[]): { cell: string; message: string }[] {
  const source = `${PRELUDE}${cells.map((text) => `{ ${text} }`).join("\n")}`;
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name: string, ...rest: unknown[]) =>
    name === cell ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name: string) => name === cell || fileExists.call(host, name);
  host.readFile = (name: string) => (name === cell ? source : readFile.call(host, name));
  const first = PRELUDE.split("\n").length - 1;
  return ts.getPreEmitDiagnostics(ts.createProgram([cell], options, host)).map((diagnostic: any) => {
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start).line;
    const where = diagnostic.file?.fileName === cell ? (cells[line - first] ?? "prelude") : diagnostic.file?.fileName;
    return { cell: where, message: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n").split("\n")[0] };
  });
}

const REFUSED = {
  "W2.dot(Z1)": "Argument of type 'Matrix<3, 35>' is not assignable to parameter of type 'Matrix<2, 35>'.",
  "Z1.add(zeros(4, 1))":
    "Argument of type 'Matrix<4, 1>' is not assignable to parameter of type 'Matrix<1 | 3, 1 | 35>'.",
  "Z1.times(Z1.T)": "Argument of type 'Matrix<35, 3>' is not assignable to parameter of type 'Matrix<1 | 3, 1 | 35>'.",
  "Z1.sub(b1.T)": "Argument of type 'Matrix<1, 3>' is not assignable to parameter of type 'Matrix<1 | 3, 1 | 35>'.",
  "zeros(X.rows as number, 35).dot(X)":
    "Argument of type 'Matrix<2, 35>' is not assignable to parameter of type 'Matrix<35, 35>'.",
  "W1.dot(planar35().Y)": "Argument of type 'Matrix<1, 35>' is not assignable to parameter of type 'Matrix<2, 35>'.",
  "rng.randn(3)": "No overload expects 1 arguments, but overloads do exist that expect either 0 or 2 arguments.",
  'matrix([["1"]])': "Type 'string' is not assignable to type 'number'.",
};

const ACCEPTED = [
  "W1.dot(X).add(b1).sub(Z1).times(zeros(1, 35)).div(zeros(1, 1))",
  "const sizes = [2, 3, 1]; rng.randn(sizes[1], sizes[0]).dot(X).add(b1)",
  "let n = 7; zeros(n, 35).dot(zeros(35, 1)).add(zeros(n, 1))",
  "const n = X.cols as number; W1.dot(zeros(2, n)).add(b1)",
  "const rows: number[][] = [[1, 2]]; matrix(rows).dot(X)",
  "const { X, Y } = planar35(); W1.dot(X).sum({ axis: 0 }).sub(Y)",
  'createNetwork({ sizes: [2, 3, 1], activations: ["tanh", "sigmoid"], rng }).layers[0].W.dot(X)',
];

test("src compiles in the notebooks' compiler, which refuses sizes that don't fit with these messages and no others", () => {
  expect(ts.version).toBe("5.0.4");
  const expected = Object.entries(REFUSED).map(([cell, message]) => ({ cell, message }));
  expect(messages([...Object.keys(REFUSED), ...ACCEPTED])).toEqual(expected);
});
