/** How a verdict looks: as text, and as HTML that is readable in light and dark themes. */
import { escapeHtml } from "../display";

export interface Verdict {
  passed: boolean;
  /** One line. */
  message: string;
  /** What the student sees at once. */
  bundle: Record<string, unknown>;
}

/** What is wrong with an answer. */
export interface Finding {
  /** One line that says it all. */
  first: string;
  /** Where to look. */
  hints?: readonly string[];
  /** What was expected and what came: not told of inputs that the student is not to see. */
  comparison?: string;
}

export function right(exercise: string, call: string): Verdict {
  return { passed: true, message: "right", bundle: bundle("✓", exercise, [`${call} is right`]) };
}

export function wrong(exercise: string, { first, hints = [], comparison }: Finding, isHidden = false): Verdict {
  const told = comparison === undefined || isHidden ? [] : [comparison];
  return { passed: false, message: first, bundle: bundle("✗", exercise, [first, ...hints, ...told]) };
}

/** JupyterLab's own colours where there are any, and else two that are seen on white and on black. */
const COLORS = { "✓": "var(--jp-success-color1, #1f9d4c)", "✗": "var(--jp-error-color1, #d9443f)" };

function bundle(mark: keyof typeof COLORS, exercise: string, [first, ...rest]: string[]): Record<string, unknown> {
  const color = COLORS[mark];
  const lines = [first, ...rest].map(escapeHtml).join("<br>");
  return {
    "text/html": `<div style="border-left: 4px solid ${color}; padding: 0.2em 0.8em"><strong style="color: ${color}">${mark} ${escapeHtml(exercise)}</strong> ${lines}</div>`,
    "text/plain": [`${mark} ${exercise}: ${first}`, ...rest.map((line) => `  ${line}`)].join("\n"),
  };
}
