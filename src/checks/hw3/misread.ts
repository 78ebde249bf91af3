/** hw3 q4: how many samples lie on the wrong side. */

import type { Matrix } from "../../engine/matrix";
import { fromFlat } from "../../engine/matrix-constructors";
import type { Exercise, Mistake } from "../exercise";

type Row = Matrix<1, any>;

/** Counts the samples for which `counts` says yes. */
function count(Yhat: Row, Y: Row, counts: (yhat: number, y: number) => boolean): number {
  return Array.from(Yhat.data).filter((yhat, i) => counts(yhat, Y.data[i])).length;
}

function otherwise(name: string, hint: string, counts: (yhat: number, y: number) => boolean): Mistake {
  return { name, hint, solve: (Yhat: Row, Y: Row) => count(Yhat, Y, counts) };
}

const isWrong = (yhat: number, y: number) => yhat > 0.5 !== (y === 1);

export const misread: Exercise = {
  call: "misread(Yhat, Y)",
  // far and near misses of both classes, in other numbers, and ŷ of exactly 0.5
  inputs: (rng) =>
    [1, 2].map((k) => {
      const sample = (y: number, low: number, high: number, times: number) =>
        Array.from({ length: times }, () => ({ y, yhat: rng.uniform(low, high) }));
      const half = [...Array.from({ length: k }, () => ({ y: 0, yhat: 0.5 })), ...Array.from({ length: 2 * k + 1 }, () => ({ y: 1, yhat: 0.5 }))]; // biome-ignore format: short
      const all = rng.shuffle([
        ...half,
        ...sample(0, 0.02, 0.4, 8 + k),
        ...sample(0, 0.55, 0.98, 3),
        ...sample(1, 0.02, 0.35, 5 + k),
        ...sample(1, 0.4, 0.45, 2),
        ...sample(1, 0.6, 0.98, 11 + 2 * k),
      ]);
      const row = (of: "y" | "yhat") =>
        fromFlat(
          1,
          all.length,
          all.map((one) => one[of]),
        );
      return [row("yhat"), row("y")];
    }),
  solve: (Yhat: Row, Y: Row) => count(Yhat, Y, isWrong),
  mistakes: [
    otherwise(
      "with the samples that are read rightly",
      "Which are counted, the right or the wrong ones?",
      (yhat, y) => !isWrong(yhat, y),
    ),
    otherwise(
      "with ŷ = 0.5 taken for class 1",
      "1 if ŷ > 0.5 (1.17): 0.5 itself is class 0.",
      (yhat, y) => yhat >= 0.5 !== (y === 1),
    ),
    otherwise(
      "with ŷ compared to y as it is",
      "ŷ is never exactly 0 or 1: first make a class of it (1.17).",
      (yhat, y) => yhat !== y,
    ),
    otherwise(
      "with class 0 alone",
      "A cross on the circles' side is misread, too.",
      (yhat, y) => y === 0 && isWrong(yhat, y),
    ),
    otherwise(
      "with class 1 alone",
      "A circle on the crosses' side is misread, too.",
      (yhat, y) => y === 1 && isWrong(yhat, y),
    ),
    otherwise(
      "with 0 for the border",
      "ŷ is between 0 and 1, so it is above 0 for all samples.",
      (yhat, y) => yhat > 0 !== (y === 1),
    ),
    otherwise("with the samples of class 1", "Count where answer and class differ.", (_yhat, y) => y === 1),
    otherwise(
      "with the samples that are answered with class 1",
      "Count where answer and class differ.",
      (yhat) => yhat > 0.5,
    ),
    {
      name: "with the distances |ŷ − y| added up",
      hint: "First make a class of ŷ (1.17), then count.",
      solve: (Yhat: Row, Y: Row) => Yhat.sub(Y).abs().sum(),
    },
    {
      name: "with the share in place of the number",
      hint: "How many are asked for, not which part of all.",
      solve: (Yhat: Row, Y: Row) => count(Yhat, Y, isWrong) / Y.cols,
    },
    {
      name: "with the difference of the two classes' mistakes",
      hint: "A sample too high and a sample too low are two mistakes: the signs must not cancel.",
      solve: (Yhat: Row, Y: Row) => Yhat.greater(0.5).sub(Y).sum(),
    },
  ],
  tolerance: 0, // whole numbers
  refused: ["accuracy", "confusionMatrix", "precision", "recall", "f1"],
};
