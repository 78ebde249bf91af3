/** What the text of a function must not do, whatever numbers it gives. */
import type { Exercise } from "./exercise";

/** A name from outside that the function uses. */
export interface OutsideName {
  name: string;
  cell: number;
  line: number;
  what: "variable" | "import" | "escape";
  module?: string;
}

/** The lines to say; undefined when nothing is wrong. */
export function sourceMistake(
  { call, refused = [] }: Exercise,
  names: OutsideName[] | undefined,
): string[] | undefined {
  if (!names) return ["its source is not in this notebook.", `Declare ${call} in a cell, and give check its name.`];
  const refusal = names.find(({ what, name }) => what === "import" && refused.includes(name));
  if (refusal) {
    return [
      `it uses ${refusal.name} of the engine (${place(refusal)}).`,
      "Here you write this part yourself, with matrices alone.",
    ];
  }
  const global = names.find(({ what }) => what !== "import");
  if (!global) return undefined;
  return [
    `it uses the global variable ${global.name} (${place(global)}).`,
    "Pass it as an argument: a function that takes what it uses gives the same answer everywhere.",
  ];
}

function place({ cell, line }: OutsideName): string {
  return `cell [${cell}], line ${line}`;
}
