/** results.json as Gradescope and PrairieLearn read it. Answers that a person grades are not in it. */
import type { Result } from "./result";
import type { GradeRow } from "./tables";

export const FORMATS = ["gradescope", "prairielearn"] as const;
export type Format = (typeof FORMATS)[number];

/** @param rows those of this result */
export function resultsJson(format: Format, result: Result, rows: GradeRow[]): string {
  const tests = rows.filter(({ status, message }) => status !== "manual" || message !== undefined);
  const json = format === "gradescope" ? gradescope(result, tests) : prairieLearn(result, tests);
  return `${JSON.stringify(json, null, 1)}\n`;
}

function gradescope({ problem, findings, seconds }: Result, rows: GradeRow[]): object {
  return {
    output: [problem, ...(problem ? [] : findings)].filter(Boolean).join("\n"),
    execution_time: Math.round(seconds),
    visibility: "visible",
    tests: rows.map(({ cell, points, max, message }) => ({
      name: cell,
      score: points,
      max_score: max,
      status: points >= max ? "passed" : "failed",
      visibility: "visible",
      output: message ?? "",
    })),
  };
}

function prairieLearn({ problem, findings }: Result, rows: GradeRow[]): object {
  const max = rows.reduce((sum, row) => sum + row.max, 0);
  const points = rows.reduce((sum, row) => sum + row.points, 0);
  return {
    gradable: problem === undefined,
    score: max === 0 ? 0 : points / max,
    message: problem ?? "",
    output: problem ? "" : findings.join("\n"),
    ...(problem === undefined ? {} : { format_errors: [problem] }),
    tests: rows.map(({ cell, points, max, message }) => ({
      name: cell,
      points,
      max_points: max,
      output: message ?? "",
    })),
  };
}
