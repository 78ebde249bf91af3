/** What a teacher reads first: how a class did, and what needs a look. */
import { byText } from "./files";
import type { Result } from "./result";
import type { GradeRow } from "./tables";

/** @param lost what was not graded, a line each */
export function summaryText(rows: GradeRow[], results: Result[], lost: string[], notes: string[]): string {
  const assignments = [...new Set(rows.map(({ assignment }) => assignment))].sort(byText);
  const parts = assignments.map((assignment) => {
    return ofAssignment(
      assignment,
      rows.filter((row) => row.assignment === assignment),
    );
  });
  const looks = results.flatMap(({ student, assignment, findings }) => {
    return findings.map((finding) => `- ${student}, ${assignment}: ${finding}`);
  });
  if (looks.length > 0) parts.push(["## To look at", ...looks].join("\n"));
  if (lost.length > 0) parts.push(["## Not graded", ...lost.map((line) => `- ${line}`)].join("\n"));
  if (notes.length > 0) parts.push(["## Left out", ...notes.map((line) => `- ${line}`)].join("\n"));
  return `${["# Summary", ...parts].join("\n\n")}\n`;
}

function ofAssignment(assignment: string, rows: GradeRow[]): string {
  const students = [...new Set(rows.map(({ student }) => student))];
  const handedIn = students.filter((student) =>
    rows.some((row) => row.student === student && row.status !== "missing"),
  );
  const totals = handedIn.map((student) =>
    sum(rows.filter((row) => row.student === student).map(({ points }) => points)),
  );
  const cells = [...new Set(rows.map(({ cell }) => cell))].map((cell) => {
    const own = rows.filter((row) => row.cell === cell && row.status !== "missing");
    const full = own.filter(({ points, max }) => points >= max).length;
    return `| ${cell} | ${own[0]?.max ?? rows.find((row) => row.cell === cell)?.max} | ${decimal(mean(own.map(({ points }) => points)))} | ${full} | ${statuses(own)} |`;
  });
  const max = sum(rows.filter(({ student }) => student === students[0]).map((row) => row.max));
  const head = `## ${assignment}\n\n${handedIn.length} of ${students.length} students handed in`;
  const result =
    totals.length === 0 ? "" : `; mean ${decimal(mean(totals))}, median ${decimal(median(totals))} of ${max} points`;
  return [`${head}${result}.`, "", "| cell | of | mean | full marks | |", "|---|---|---|---|---|", ...cells].join("\n");
}

function statuses(rows: GradeRow[]): string {
  const counts = new Map<string, number>();
  for (const { status } of rows) if (status !== "auto") counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${status}`).join(", ");
}

function sum(numbers: number[]): number {
  return Number(numbers.reduce((all, one) => all + one, 0).toFixed(9));
}

function mean(numbers: number[]): number {
  return numbers.length === 0 ? 0 : sum(numbers) / numbers.length;
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function decimal(number: number): string {
  return String(Number(number.toFixed(2)));
}
