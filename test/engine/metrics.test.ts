import { describe, expect, test } from "vitest";
import { type Matrix, ShapeError } from "../../src/engine/matrix";
import { fromFlat, matrix } from "../../src/engine/matrix-constructors";
import { accuracy, confusionMatrix, f1, precision, recall } from "../../src/engine/metrics";
import { classOf, oneHot } from "../../src/engine/one-hot";
import { fixture, fromBits, toBits } from "./bits";

const error = (text: string) => new RangeError(text);
const refusal = (text: string) => new ShapeError(text);
const labels = (y: number[]): Matrix<1, any> => fromFlat(1, y.length, y);
const scores = { precision, recall, f1 };
const names = ["precision", "recall", "f1"] as const;

describe.each(fixture("sklearn-metrics").cases as any[])("as scikit-learn, $K classes", (one) => {
  const Y = labels(one.Y);
  const P = labels(one.P);

  test("accuracy and confusion matrix, exactly", () => {
    expect(toBits(accuracy(Y, P))).toBe(one.accuracy);
    expect(confusionMatrix(Y, P, one.K).toArray()).toEqual(one.confusion);
  });

  test("precision, recall and f1 of each class, exactly; 0 where nothing was to divide by", () => {
    for (const name of names) {
      const ours = Array.from(scores[name](Y, P, { average: "none" }).data, toBits);
      const wanted = one[name].none.split(" ").slice(0, ours.length);
      expect([name, ours]).toEqual([name, wanted]);
    }
  });

  test("their mean over the classes that occur, to 1e-15, and class 1 of two, exactly", () => {
    for (const name of names) {
      expect(Math.abs(scores[name](Y, P, { average: "macro" }) - fromBits(one[name].macro))).toBeLessThan(1e-15);
      if (one.K === 2) expect(toBits(scores[name](Y, P))).toBe(one[name].binary);
    }
  });
});

describe("by hand", () => {
  const Y = matrix([[1, 1, 1, 0, 0, 0, 0, 1]]);
  const P = matrix([[1, 0, 1, 0, 1, 0, 0, 1]]);

  test("3 of 4 predicted ones are ones, 3 of 4 ones are found", () => {
    expect(accuracy(Y, P)).toBe(0.75);
    expect([precision(Y, P), recall(Y, P), f1(Y, P)]).toEqual([0.75, 0.75, 0.75]);
  });

  test("rows of the confusion matrix are the true classes: transposing it swaps precision and recall", () => {
    const never = matrix([[0, 0, 1, 0, 0, 0, 0, 0]]);
    expect(confusionMatrix(Y, never).toArray()).toEqual([
      [4, 0],
      [3, 1],
    ]);
    expect(confusionMatrix(never, Y).toArray()).toEqual([
      [4, 3],
      [0, 1],
    ]);
    expect([precision(Y, never), recall(Y, never)]).toEqual([1, 0.25]);
    expect([precision(never, Y), recall(never, Y)]).toEqual([0.25, 1]);
  });

  test("a confusion matrix of K classes has the type K × K, and a row of zeros for a class that does not occur", () => {
    const C: Matrix<4, 4> = confusionMatrix(Y, P, 4);
    expect(C.sum({ axis: 1 }).T.toArray()).toEqual([[4, 4, 0, 0]]);
  });

  test("all samples of class 0: nothing is in class 1, so its scores are 0", () => {
    const zeros = matrix([[0, 0, 0]]);
    expect([precision(zeros, zeros), recall(zeros, zeros), f1(zeros, zeros), accuracy(zeros, zeros)]).toEqual([
      0, 0, 0, 1,
    ]);
    expect(f1(zeros, zeros, { average: "macro" })).toBe(1);
  });
});

describe("the typical mistakes", () => {
  const Y = matrix([[0, 2, 1]]);

  test("outputs that are no classes yet are refused, with what makes them so", () => {
    const rule = "labels are whole numbers from 0 to 999 (samples count from 0)";
    expect(() => accuracy(Y, matrix([[0.2, 0.9, 0.6]]))).toThrow(error(`accuracy: P holds 0.2 for sample 0; ${rule}`));
    expect(() => accuracy(oneHot(Y) as never, Y)).toThrow(
      refusal(
        "accuracy: Y is 3×3; labels are 1×m, one a column (classOf makes labels of K×m one-hot columns or outputs)",
      ),
    );
    expect(accuracy(classOf(oneHot(Y)), Y)).toBe(1);
  });

  test("two numbers of samples are refused", () => {
    expect(() => confusionMatrix(Y, labels([0, 1]))).toThrow(
      refusal("confusionMatrix: Y is 1×3, P is 1×2; each true label needs its predicted one"),
    );
  });

  test("a binary score of more than two classes is refused, with what to ask for", () => {
    expect(() => f1(Y, Y)).toThrow(
      error(
        'f1: the labels go up to 2, and "binary" knows 0 and 1 only; use { average: "macro" }, or { average: "none" } for each class',
      ),
    );
    expect(() => recall(Y, Y, { average: "micro" as never })).toThrow(
      error('recall: the average "micro" is not known; use "binary", "macro" or "none"'),
    );
    expect(() => confusionMatrix(Y, Y, 2)).toThrow(
      error("confusionMatrix: K is 2; the labels go up to 2, so it must be a whole number from 3 up"),
    );
  });
});
