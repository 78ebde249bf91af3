/** The WebAssembly kernels, with a memory of its own for everyone who asks. */
import { EXP_TABLE, LOG1P_TABLE, TANH_TABLE } from "../elementary-tables";
import { log } from "../glibc-log";
import { binary } from "./binary";

/** What assembly/index.ts exports, which says more on each. Addresses are bytes in `memory`. */
export interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer };
  prepare(plan: number): void;
  cost(plan: number, X: number, Y: number, m: number, learn: boolean): number;
  iterate(plan: number, X: number, Y: number, m: number, ...countUntilCostsCorrections: number[]): number;
  iterateBatches(plan: number, X: number, Y: number, m: number, ...orderToCorrections: number[]): number;
  product(...fromCToInner: number[]): void;
  activate(code: number, Z: number, count: number): void;
  exponential(x: number, count: number): void;
}

/** The first byte behind the tables. */
export const FREE = 36864;

const PAGE = 65536;

/** Where the tables of the elementary functions lie; assembly/elementary.ts reads them there. */
const TABLES = [
  [0, EXP_TABLE],
  [2048, LOG1P_TABLE],
  [4096, TANH_TABLE],
] as const;

/** The part of the WebAssembly interface that is used here: every browser and Node has it, ES2022's types do not. */
declare const WebAssembly:
  | {
      validate(bytes: Uint8Array): boolean;
      Module: new (bytes: Uint8Array) => object;
      Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
      Instance: new (module: object, imports: object) => { readonly exports: object };
    }
  | undefined;

let compiled: object | false | undefined;

/** The compiled kernels, or false where WebAssembly or its SIMD instructions are missing. */
function compiledKernels(): object | false {
  if (compiled !== undefined) return compiled;
  const bytes = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
  compiled = typeof WebAssembly === "object" && WebAssembly.validate(bytes) && new WebAssembly.Module(bytes);
  return compiled;
}

/** Whether this machine can run the kernels. */
export function hasKernels(): boolean {
  return compiledKernels() !== false;
}

/**
 * Kernels with a memory of this many bytes, all 0 but for the tables; undefined where this machine can't run them, or
 * can't give so much memory.
 */
export function instantiate(bytes: number): Kernels | undefined {
  const module = compiledKernels();
  if (!module || !WebAssembly) return undefined;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    for (const [at, table] of TABLES) new Float64Array(memory.buffer, at, table.length).set(table);
    const { exports } = new WebAssembly.Instance(module, { env: { memory }, engine: { log } });
    return { ...exports, memory } as Kernels;
  } catch (error) {
    if (error !== null && typeof error === "object" && (error as Error).name === "RangeError") return undefined;
    throw error;
  }
}
