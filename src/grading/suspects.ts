/**
 * What in a student's cells a teacher may want to look at: code that reaches for what tests and grader work with. It
 * decides no points.
 */
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { ts } from "../kernel/compiler/typescript";
import { type ICell, isCode, joined } from "../kernel/execute/notebook";
import { isRestored } from "./homework";
import { metadataOf } from "./metadata";

/** Names that tests rely on; a homework gives no reason to declare or to assign them. */
const RELIED_ON = new Set(
  [
    "check",
    "console",
    "process",
    "globalThis",
    "require",
    "module",
    "Error",
    "TypeError",
    "RangeError",
    "Object",
  ].concat([
    "Array",
    "Function",
    "Promise",
    "Symbol",
    "Reflect",
    "Proxy",
    "JSON",
    "Math",
    "Number",
    "Float64Array",
    "Map",
  ]),
);
const MODULES =
  /^(node:)?(child_process|cluster|dgram|fs|fs\/promises|http|https|http2|inspector|module|net|os|perf_hooks|process|repl|tls|v8|vm|wasi|worker_threads)$/;
const PROCESS = new Set([
  "exit",
  "kill",
  "abort",
  "binding",
  "dlopen",
  "reallyExit",
  "_debugProcess",
  "_linkedBinding",
]);
const MOST = 20;

/** The findings, a line each, in the order of the cells. */
export function suspects(ts: ts, cells: ICell[]): string[] {
  const found = new Set<string>();
  cells.filter(isCode).forEach((cell, c) => {
    const metadata = metadataOf(cell);
    if (metadata && isRestored(metadata)) return;
    const where = `cell ${metadata?.grade_id ?? `[${cell.execution_count ?? c + 1}]`}`;
    for (const what of inSource(ts, joined(cell.source))) found.add(`${where} ${what}`);
  });
  return [...found].slice(0, MOST);
}

function inSource(ts: ts, source: string): string[] {
  try {
    return walk(ts, source);
  } catch {
    return ["is nested too deep to be read"];
  }
}

function walk(ts: ts, source: string): string[] {
  const found: string[] = [];
  const visit = (node: TypeScript.Node): void => {
    const what = suspicion(ts, node);
    if (what) found.push(what);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true));
  return found;
}

function suspicion(ts: ts, node: TypeScript.Node): string | undefined {
  if ((ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name) {
    const name = node.name.getText();
    return RELIED_ON.has(name) ? `declares ${name}` : undefined;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const target = withoutCasts(ts, node.left);
    const root = rootOf(target);
    return root && RELIED_ON.has(root) ? `assigns ${target}` : undefined;
  }
  if (ts.isStringLiteralLike(node)) {
    if (MODULES.test(node.text)) return `names the module ${node.text}`;
    return /^(workbook\.host|Jupyter\.display)$/.test(node.text) ? `names Symbol.for("${node.text}")` : undefined;
  }
  if (ts.isPropertyAccessExpression(node) && withoutCasts(ts, node.expression) === "process") {
    return PROCESS.has(node.name.text) ? `uses process.${node.name.text}` : undefined;
  }
  if (ts.isPropertyAccessExpression(node) && /^(defineProperty|setPrototypeOf|assign)$/.test(node.name.text)) {
    const call = node.parent;
    const [target] = ts.isCallExpression(call) ? call.arguments : [];
    const root = target && rootOf(withoutCasts(ts, target));
    return root && RELIED_ON.has(root) ? `changes ${withoutCasts(ts, target)}` : undefined;
  }
  return undefined;
}

/** "Math.abs" of `(Math as any).abs`. */
function withoutCasts(ts: ts, node: TypeScript.Node): string {
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) {
    return withoutCasts(ts, node.expression);
  }
  if (ts.isPropertyAccessExpression(node)) return `${withoutCasts(ts, node.expression)}.${node.name.text}`;
  if (ts.isElementAccessExpression(node)) return `${withoutCasts(ts, node.expression)}[…]`;
  return ts.isIdentifier(node) ? node.text : "";
}

function rootOf(path: string): string | undefined {
  return /^[\w$]+/.exec(path)?.[0];
}
