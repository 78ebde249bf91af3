/** What the text of a function must not do, whatever numbers it gives. */
import type { Exercise } from "./exercise";
import type { Finding } from "./verdict";

/** A name from outside that the function uses. */
export interface OutsideName {
  name: string;
  cell: number;
  line: number;
  what: "variable" | "import" | "escape";
  module?: string;
}

/** What is wrong; undefined when nothing is. */
export function sourceMistake(exercise: Exercise, names: OutsideName[] | undefined): Finding | undefined {
  const { call } = exercise;
  if (!names)
    return {
      first: "its source is not in this notebook.",
      hints: [`Declare ${call} in a cell, and give check its name.`],
    };
  const refused = names.find((name) => isRefused(exercise, name));
  if (refused) {
    const hint = exercise.allowed
      ? `Here you write this part yourself. Of ./src it may use ${exercise.allowed.join(", ")}.`
      : "Here you write this part yourself.";
    return { first: `it uses ${refused.name} of ${refused.module ?? "./src"} (${place(refused)}).`, hints: [hint] };
  }
  const global = names.find(({ what }) => what !== "import");
  if (!global) return undefined;
  return {
    first: `it uses the global variable ${global.name} (${place(global)}).`,
    hints: ["Pass it as an argument: a function that takes what it uses gives the same answer everywhere."],
  };
}

function isRefused({ refused = [], allowed }: Exercise, { what, name }: OutsideName): boolean {
  return what === "import" && (refused.includes(name) || (allowed !== undefined && !allowed.includes(name)));
}

function place({ cell, line }: OutsideName): string {
  return `cell [${cell}], line ${line}`;
}
