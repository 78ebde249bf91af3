import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDigits } from "../../src/engine/datasets";
import { type Matrix, ShapeError } from "../../src/engine/matrix";
import { fromFlat, full, matrix, zeros } from "../../src/engine/matrix-constructors";
import { classOf, oneHot } from "../../src/engine/one-hot";
import { fitScaler, trainTestSplit } from "../../src/engine/preprocessing";
import { seed } from "../../src/engine/random";
import { fixture, fromBits, toBits } from "./bits";
import { sha256 } from "./sha256";

const error = (text: string) => new RangeError(text);
const refusal = (text: string) => new ShapeError(text);
const bitsOf = (A: Matrix<any, any>) => Array.from(A.data, toBits).join(" ");
const fromRows = (rows: string[]): Matrix<any, any> => matrix(rows.map((row) => row.split(" ").map(fromBits)));
const digits = parseDigits(readFileSync("datasets/digits.csv", "utf8"));

describe("fitScaler: the same bits as scikit-learn's StandardScaler", () => {
  const reference = fixture("sklearn-scaler");

  function expectSame(X: Matrix<any, any>, other: Matrix<any, any>, expected: any) {
    const scaler = fitScaler(X);
    expect(bitsOf(scaler.mean)).toBe(expected.mean);
    expect(bitsOf(scaler.deviation)).toBe(expected.deviation);
    const transformed = scaler.transform(other);
    expect(transformed.toArray().map((row) => row.slice(0, 3).map(toBits).join(" "))).toEqual(expected.transformed);
    expect(sha256(transformed.data)).toBe(expected.sha256);
    expect(sha256(scaler.inverse(transformed).data)).toBe(expected["inverse sha256"]);
  }

  test("on all the digits, whose corner pixels are always 0", () => {
    expectSame(digits.X, digits.X, reference.digits);
    expect(fitScaler(digits.X).deviation.at(0, 0)).toBe(1);
  });

  test("on features far from 0, constant (0.1 too, whose sum rounds), tiny, and on other samples than were fitted", () => {
    expectSame(fromRows(reference.mixed.X), fromRows(reference.mixed.other), reference.mixed);
  });

  test("on a single sample, where every feature is constant", () => {
    const X = fromRows(reference["one sample"].X);
    expectSame(X, X, reference["one sample"]);
    expect(fitScaler(X).transform(X).equals(zeros(7, 1))).toBe(true);
  });

  test("on a single feature to 1e-12, as NumPy adds that in another order", () => {
    const X = seed(9)
      .randn(1, 200)
      .scale(3)
      .add(full(1, 1, 5)) as Matrix<any, any>;
    const expected = reference["one feature, seed 9"];
    const scaler = fitScaler(X);
    expect(Math.abs(scaler.mean.at(0, 0) / fromBits(expected.mean) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(scaler.deviation.at(0, 0) / fromBits(expected.deviation) - 1)).toBeLessThan(1e-12);
  });
});

describe("fitScaler", () => {
  const X = matrix([
    [1, 2, 3, 4],
    [7, 7, 7, 7],
    [-1, 1, -1, 1],
  ]);

  test("divides by the population's deviation (not the sample's) and leaves constant features at 0", () => {
    const scaler = fitScaler(X);
    expect(scaler.mean.toArray()).toEqual([[2.5], [7], [0]]);
    expect(scaler.deviation.toArray()).toEqual([[Math.sqrt(1.25)], [1], [1]]);
    expect(scaler.deviation.at(0, 0)).not.toBe(Math.sqrt(5 / 3));
    expect(scaler.transform(X).toArray()[1]).toEqual([0, 0, 0, 0]);
  });

  test("gives every feature mean 0 and deviation 1, and inverse takes it back", () => {
    const A = seed(1).randn(5, 300).scale(40).add(seed(2).randn(5, 1).scale(1000));
    const scaler = fitScaler(A);
    const B = scaler.transform(A);
    const again = fitScaler(B);
    expect(again.mean.equals(zeros(5, 1), 1e-12)).toBe(true);
    expect(again.deviation.equals(full(5, 1, 1), 1e-12)).toBe(true);
    expect(scaler.inverse(B).equals(A, 1e-10)).toBe(true);
  });

  test("the typical mistake, a scaler for each set, gives the test set another scale", () => {
    const test_ = matrix([
      [9, 9.5],
      [7, 8],
      [0, 1],
    ]);
    expect(fitScaler(X).transform(test_).at(0, 0)).toBeCloseTo(6.5 / Math.sqrt(1.25), 12);
    expect(fitScaler(test_).transform(test_).at(0, 0)).toBe(-1);
  });

  test("refuses other than its features, also where a single one could be stretched", () => {
    const scaler = fitScaler(X) as ReturnType<typeof fitScaler<any>>;
    const rule = "but the scaler was fitted on 3 features; one row a feature is needed";
    expect(() => scaler.transform(X.T)).toThrow(refusal(`transform: X is 4×3, ${rule}`));
    expect(() => scaler.inverse(zeros(1, 4))).toThrow(refusal(`inverse: X is 1×4, ${rule}`));
    const one = fitScaler(zeros(1, 4)) as ReturnType<typeof fitScaler<any>>;
    expect(() => one.transform(X)).toThrow(
      refusal("transform: X is 3×4, but the scaler was fitted on 1 feature; one row a feature is needed"),
    );
    // @ts-expect-error The compiler refuses it before anything runs.
    expect(() => fitScaler(X).transform(zeros(2, 4))).toThrow(ShapeError);
  });

  test("refuses NaN and ∞, naming feature and sample", () => {
    expect(() =>
      fitScaler(
        matrix([
          [1, 2],
          [3, NaN],
        ]),
      ),
    ).toThrow(
      error("fitScaler: feature 1 of sample 1 is NaN; mean and deviation need finite numbers (both count from 0)"),
    );
    expect(() =>
      fitScaler(
        matrix([
          [1, -Infinity],
          [3, 4],
        ]),
      ),
    ).toThrow(
      error(
        "fitScaler: feature 0 of sample 1 is -Infinity; mean and deviation need finite numbers (both count from 0)",
      ),
    );
  });
});

describe("trainTestSplit", () => {
  const { cases } = fixture("sklearn-split");
  const all = (m: number): Matrix<1, any> =>
    fromFlat(
      1,
      m,
      Array.from({ length: m }, (_, i) => i),
    );

  test.each(cases as any[])("$m samples, test_size $testSize, random_state $randomState: as scikit-learn", (one) => {
    const Y = all(one.m);
    const options = one.testSize === null ? {} : { testSize: one.testSize };
    const split = trainTestSplit(Y.scale(2), Y, { ...options, randomState: one.randomState });
    expect([split.Ytrain.cols, split.Ytest.cols]).toEqual(one.counts);
    if (one.test) expect(Array.from(split.Ytest.data)).toEqual(one.test);
    expect(sha256(split.Ytrain.data)).toBe(one["train sha256"]);
    expect(sha256(split.Ytest.data)).toBe(one["test sha256"]);
    expect(split.Xtrain.equals(split.Ytrain.scale(2))).toBe(true);
    expect(split.Xtest.equals(split.Ytest.scale(2))).toBe(true);
  });

  test("of the digits at 0.4 leaves 1078 to train on, each picture with its digit", () => {
    const { Xtrain, Xtest, Ytrain, Ytest } = trainTestSplit(digits.X, digits.Y, { testSize: 0.4, randomState: 0 });
    expect([Xtrain.cols, Ytrain.cols, Xtest.cols, Ytest.cols]).toEqual([1078, 1078, 719, 719]);
    const order = seed(0).permutation(1797);
    const column = (A: Matrix<any, any>, j: number) => A.columns(j, j + 1).toArray();
    for (const [i, j] of [
      [0, 0],
      [718, 718],
      [719, 719],
      [1796, 1796],
    ]) {
      const [X, Y, at] = i < 719 ? [Xtest, Ytest, j] : [Xtrain, Ytrain, j - 719];
      expect(column(X, at)).toEqual(column(digits.X, order[i]));
      expect(column(Y, at)).toEqual(column(digits.Y, order[i]));
    }
  });

  test("refuses what leaves a set empty, sets of two lengths, and a missing seed", () => {
    const rule = "it must be a share between 0 and 1, or a number of samples from 1 to 9, so that neither set is empty";
    const split = (testSize: number) => () => trainTestSplit(all(10), all(10), { testSize, randomState: 1 });
    for (const size of [0, -0.5, 10, 1.5, NaN, 0.95]) {
      expect(split(size)).toThrow(error(`trainTestSplit: testSize ${size} of 10 samples; ${rule}`));
    }
    expect(() => trainTestSplit(all(10), all(9), { randomState: 1 })).toThrow(
      refusal("trainTestSplit: X has 10 samples, Y has 9 (X is 1×10, Y is 1×9; one a column)"),
    );
    expect(() => trainTestSplit(all(10), all(10), {} as never)).toThrow(
      error("trainTestSplit: randomState is undefined; it must be a whole number from 0 to 4294967295, for example 1"),
    );
  });
});

describe("oneHot and classOf", () => {
  const Y = matrix([[2, 0, 1, 2]]);

  test("a label k becomes a column with its 1 in row k, and back", () => {
    expect(oneHot(Y).toArray()).toEqual([
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [1, 0, 0, 1],
    ]);
    const wide: Matrix<5, 4> = oneHot(Y, 5);
    expect([wide.rows, wide.sum({ axis: 1 }).T.toArray()]).toEqual([5, [[1, 1, 2, 0, 0]]]);
    expect(classOf(wide).equals(Y)).toBe(true);
    expect(classOf(oneHot(digits.Y)).equals(digits.Y)).toBe(true);
  });

  test("classOf takes the largest of any outputs, negative ones too, and the first of equal ones", () => {
    const A = matrix([
      [0.1, -3, 0.5, -Infinity],
      [0.7, -2, 0.5, -Infinity],
      [0.2, -9, 0.4, -1e300],
    ]);
    expect(classOf(A).toArray()).toEqual([[1, 1, 0, 2]]);
    expect(() => classOf(matrix([[1], [NaN]]))).toThrow(
      error("classOf: row 1, column 0 is NaN; only numbers can be compared"),
    );
  });

  test("labels that are none, or too large, are refused", () => {
    const rule = "labels are whole numbers from 0 to 999 (samples count from 0)";
    expect(() => oneHot(matrix([[0, 1.5]]))).toThrow(error(`oneHot: Y holds 1.5 for sample 1; ${rule}`));
    expect(() => oneHot(matrix([[-1, 1]]))).toThrow(error(`oneHot: Y holds -1 for sample 0; ${rule}`));
    expect(() => oneHot(matrix([[215000]]))).toThrow(error(`oneHot: Y holds 215000 for sample 0; ${rule}`));
    expect(() => oneHot(Y, 2)).toThrow(
      error("oneHot: K is 2; the labels go up to 2, so it must be a whole number from 3 up"),
    );
    expect(() => oneHot(Y.T as never)).toThrow(
      refusal(
        "oneHot: Y is 4×1; labels are 1×m, one a column (classOf makes labels of K×m one-hot columns or outputs)",
      ),
    );
  });
});
