/** Parts of a cell between two marked lines, as nbgrader reads them: a line that holds the mark, anywhere in it. */

/** What is wrong with the marks; the caller knows which cell it is. */
export class RegionError extends Error {
  override name = "RegionError";
}

export interface Marks {
  begin: string;
  end: string;
}

export const SOLUTION: Marks = { begin: "BEGIN SOLUTION", end: "END SOLUTION" };
export const HIDDEN_TESTS: Marks = { begin: "BEGIN HIDDEN TESTS", end: "END HIDDEN TESTS" };

/**
 * The text without its marked regions, each replaced by `stub`, as far indented as the line with the mark.
 *
 * @param stub left out, nothing takes a region's place
 * @returns undefined where the text has no region
 * @throws RegionError for a region in a region, or one without an end
 */
export function withoutRegions(text: string, { begin, end }: Marks, stub?: string): string | undefined {
  const kept: string[] = [];
  let regions = 0;
  let inRegion = false;
  for (const line of text.split("\n")) {
    if (line.includes(begin)) {
      if (inRegion) throw new RegionError(`${begin} comes twice before ${end}`);
      inRegion = true;
      regions++;
      if (stub !== undefined) kept.push(...stub.split("\n").map((stubLine) => indentOf(line) + stubLine));
    } else if (line.includes(end)) {
      inRegion = false;
    } else if (!inRegion) {
      kept.push(line);
    }
  }
  if (inRegion) throw new RegionError(`${begin} has no ${end}`);
  return regions === 0 ? undefined : kept.join("\n");
}

function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}
