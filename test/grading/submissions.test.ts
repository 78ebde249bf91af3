import { describe, expect, it } from "vitest";
import { type HandedIn, place } from "../../src/grading/submissions";

const NAMES = ["hw0-warm-up", "hw1-learning-rate"].map((name) => ({ assignment: name, notebook: name }));
const files = (...paths: string[]): HandedIn[] => paths.map((path, time) => ({ path, time }));

/** "anna hw0-warm-up" for each. */
function placed(paths: string[], only?: string): string[] {
  return place(files(...paths), NAMES, only).submissions.map(({ student, assignment }) => `${student} ${assignment}`);
}

describe("a submission's student and assignment", () => {
  it("are its folders in nbgrader's layout, whatever the notebook is called", () => {
    expect(placed(["anna/hw0-warm-up/hw0-warm-up.ipynb", "ben/hw1-learning-rate/Untitled.ipynb"])).toEqual([
      "anna hw0-warm-up",
      "ben hw1-learning-rate",
    ]);
    expect(placed(["hw0-warm-up/anna/x.ipynb", "course/submitted/ben/hw0-warm-up/x.ipynb"])).toEqual([
      "anna hw0-warm-up",
      "ben hw0-warm-up",
    ]);
  });

  it("stand in a flat folder's file names, in any order", () => {
    const paths = ["anna_hw0-warm-up.ipynb", "hw0-warm-up-ben.ipynb", "cora_123_456_HW1-learning-rate-2.ipynb"];
    expect(placed(paths)).toEqual(["anna hw0-warm-up", "ben hw0-warm-up", "cora_123_456 hw1-learning-rate"]);
  });

  it("are Moodle's folder and the file's name", () => {
    const paths = ["Anna Muster_101_assignsubmission_file_/hw0-warm-up.ipynb"];
    expect(placed(paths)).toEqual(["Anna Muster_101 hw0-warm-up"]);
    expect(placed(["Anna Muster_101_assignsubmission_file/mine.ipynb"], "hw0-warm-up")).toEqual([
      "Anna Muster_101 hw0-warm-up",
    ]);
  });

  it("that are not told are asked for, and nothing else is lost", () => {
    const found = place(files("anna.ipynb", "hw0-warm-up (1).ipynb", "ben_hw0-warm-up.ipynb"), NAMES);
    expect(found.lost).toEqual([
      "anna.ipynb: which assignment? Name it STUDENT_ASSIGNMENT.ipynb, or give --assignment",
      "hw0-warm-up (1).ipynb: whose is it? Name it STUDENT_hw0-warm-up.ipynb",
    ]);
    expect(found.submissions.map(({ student }) => student)).toEqual(["ben"]);
  });

  it("of several files for one notebook are those of its very name, and else the latest", () => {
    const found = place(
      files("anna/hw0-warm-up/copy.ipynb", "anna/hw0-warm-up/hw0-warm-up.ipynb", "anna/hw0-warm-up/new.ipynb"),
      NAMES,
    );
    expect(found.submissions.map(({ handedIn }) => handedIn.path)).toEqual(["anna/hw0-warm-up/hw0-warm-up.ipynb"]);
    expect(found.notes).toEqual([
      "anna/hw0-warm-up/new.ipynb: left out; anna/hw0-warm-up/hw0-warm-up.ipynb counts",
      "anna/hw0-warm-up/copy.ipynb: left out; anna/hw0-warm-up/hw0-warm-up.ipynb counts",
    ]);
    const later = place(files("ben/hw0-warm-up/a.ipynb", "ben/hw0-warm-up/b.ipynb"), NAMES);
    expect(later.submissions.map(({ handedIn }) => handedIn.path)).toEqual(["ben/hw0-warm-up/b.ipynb"]);
  });
});
