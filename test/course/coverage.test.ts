/** The table in notebooks/README.md that says where each heading of the lecture texts is taught. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root, texts } from "./course";
import { LECTURE_HEADINGS } from "./lecture-headings";
import { parse } from "./markdown";

interface Row {
  heading: string;
  /** Where it is taught, as the table links to it: "05-deep-networks.ipynb#Forward". */
  places: string[];
}

/** The rows of the table under `## LECTURE`. */
function rowsOf(table: string, lecture: string): Row[] {
  const section = table.split(/^## /m).find((part) => part.startsWith(`${lecture}\n`)) ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| "));
  return lines.slice(1).map((line) => {
    const [heading, where] = line.slice(2, -2).split(" | ");
    return { heading, places: [...where.matchAll(/\]\(([^)]*)\)/g)].map(([, place]) => place) };
  });
}

const table = readFileSync(join(root, "notebooks", "README.md"), "utf8");

const sections = new Set(
  texts.map(parse).flatMap(({ file, headings }) => {
    const name = file.replace("notebooks/", "");
    return name.endsWith(".ipynb") ? headings.map(({ anchor }) => `${name}#${anchor}`) : [];
  }),
);

describe.each(Object.entries(LECTURE_HEADINGS))("%s", (lecture, headings) => {
  it("have a row for each heading, in the lecture's order", () => {
    expect(rowsOf(table, lecture).map(({ heading }) => heading)).toEqual(headings);
  });

  it("are taught in sections that the notebooks have", () => {
    const without = rowsOf(table, lecture).filter(({ places }) => places.length === 0);
    expect(without).toEqual([]);
    const places = rowsOf(table, lecture).flatMap(({ heading, places }) => places.map((place) => ({ heading, place })));
    expect(places.filter(({ place }) => !sections.has(place))).toEqual([]);
  });
});

it("a heading without a place, or with a section that is not there, is found", () => {
  const rows = rowsOf(
    "# t\n\n## Notes\n\n| heading | where |\n|---|---|\n| A | [1](a.ipynb#b), [2](c) |\n| B | later |\n\n## Z\n",
    "Notes",
  );
  expect(rows).toEqual([
    { heading: "A", places: ["a.ipynb#b", "c"] },
    { heading: "B", places: [] },
  ]);
  expect(sections.has("00-start-here.ipynb#How-does-a-cell-run?")).toBe(true);
  expect(sections.has("00-start-here.ipynb#How-does-a-dog-run?")).toBe(false);
});
