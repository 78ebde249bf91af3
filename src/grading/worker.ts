/**
 * A process that grades: one warm compiler, and a program of its own for each submission. It is started with a channel
 * to the grader; whatever a submission does to it costs that submission alone.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { homeworks } from "../checks/homeworks";
import { checker } from "../checks/judge";
import { Compiler } from "../kernel/compiler/compiler";
import { isCode, joined, writeNotebook } from "../kernel/execute/notebook";
import { type Engine, gradeSubmission } from "./grade-submission";
import { type Homework, readOne } from "./homework";
import type { Answer, Order, Setting } from "./worker-protocol";

/** A compiler that does not come to its end would outlive a grader that was killed. */
const WATCH = `
const parent = ${process.ppid};
setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGKILL"), 500);
`;

function serve({ root, timeoutMs, memoryMB }: Setting): void {
  const dist = join(__dirname, "..");
  const engine: Engine = {
    compiler: new Compiler(root, dist),
    code: join(dist, "kernel"),
    checker: checker(homeworks),
    limits: { timeoutMs, memoryMB },
  };
  const known = new Map<string, Homework>();
  const say = (answer: Answer) => process.send?.(answer);
  const grade = async ({ file, homework: { assignment, path }, feedback }: Order) => {
    const homework = known.get(path) ?? readOne(assignment, path);
    if (!known.has(path)) warmUp(engine.compiler, homework);
    known.set(path, homework);
    say({ type: "alive" });
    const graded = await gradeSubmission(file, homework, engine, () => say({ type: "alive" }));
    if (graded.feedback) writeNotebook(feedback, graded.feedback);
    return graded.result;
  };
  process.on("message", (order: Order) => {
    grade(order).then(
      (result) => say({ type: "graded", result, usedMB: process.memoryUsage().rss / 2 ** 20 }),
      (error: Error) => say({ type: "failed", message: error.stack ?? String(error) }),
    );
  });
  say({ type: "ready" });
}

/** Compiles what all submissions import, before the first is waited for. */
function warmUp(compiler: Compiler, { release }: Homework): void {
  const sources = release.cells.filter(isCode).map((cell) => joined(cell.source));
  for (const source of sources.filter((text) => /\bfrom\s+["']\.\/src["']/.test(text))) compiler.compile("", source);
}

if (process.send) {
  new Worker(WATCH, { eval: true }).unref();
  process.on("SIGINT", () => {}); // Ctrl+C goes to all processes of a terminal; the grader ends this one
  process.on("disconnect", () => process.exit());
  serve(JSON.parse(process.argv[2]) as Setting);
}
