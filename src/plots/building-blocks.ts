import { arrows, box, drawing, type Word, words } from "./drawing";
import { colors, type Figure, type FigureOptions } from "./figure";

const block = { width: 108, height: 60 };
const gap = 66;
const rows = { forward: 62, backward: 222 };

/**
 * The building blocks of L layers: above the forward functions from left to right, below the backward ones from right to
 * left, and the caches that go from one to the other. More than five layers are drawn as 1, 2, …, L. Lecture 002,
 * "Building blocks"; the cache holds A[l−1], too, which dW[l] needs.
 * @throws RangeError when L is no whole number above 0
 */
export function buildingBlocks(L: number, options: Pick<FigureOptions, "title" | "description"> = {}): Figure {
  if (!(Number.isInteger(L) && L > 0)) {
    throw new RangeError(`buildingBlocks: L is ${L}; expected the number of layers, a whole number above 0`);
  }
  const shown = L <= 5 ? Array.from({ length: L }, (_, i) => i + 1) : [1, 2, 0, L];
  const centre = (i: number) => 118 + block.width / 2 + i * (block.width + gap);
  const end = centre(shown.length - 1) + block.width / 2 + gap;
  const real = shown.flatMap((l, i) => (l > 0 ? [{ l, x: centre(i) }] : []));
  return drawing({
    title: options.title ?? `Forward and backward through ${L} layer${L === 1 ? "" : "s"}`,
    description: options.description ?? sentence(L),
    width: end + 82,
    height: rows.backward + 100,
    data: [
      ...arrows(forwardArrows(shown, centre), colors.blue),
      ...arrows(backwardArrows(shown, centre, end, real), colors.vermilion),
      ...arrows(
        real.map(({ x }) => down(x, rows.forward, rows.backward)),
        "#555555",
        "4px,3px",
      ),
      words([...rowNames(), ...blockWords(real), ...betweenWords(shown, centre, L), ...endWords(L, end)]),
    ],
    shapes: real.flatMap(({ x }) => [
      box(x, rows.forward, block.width, block.height, { fill: "#e3f1fa", line: colors.blue }),
      box(x, rows.backward, block.width, block.height, { fill: "#fdeee0", line: colors.vermilion }),
    ]),
  });
}

type Centre = (i: number) => number;

function forwardArrows(shown: number[], centre: Centre): number[][] {
  const y = rows.forward;
  return Array.from({ length: shown.length + 1 }, (_, i) => {
    const right = centre(i) - block.width / 2;
    return [right - gap + 4, y, right - 4, y];
  });
}

/** From right to left, down to dW and db, and from Ŷ through the cost to dA[L]. */
function backwardArrows(shown: number[], centre: Centre, end: number, real: { x: number }[]): number[][] {
  const y = rows.backward;
  const back = forwardArrows(shown, centre).map(([x1, , x2]) => [x2, y, x1, y]);
  const results = real.map(({ x }) => [x, y + block.height / 2, x, y + block.height / 2 + 34]);
  return [...back, ...results, [end + 20, rows.forward + 16, end + 20, y - 16]];
}

function down(x: number, from: number, to: number): number[] {
  return [x, from + block.height / 2, x, to - block.height / 2 - 2];
}

function rowNames(): Word[] {
  return [
    { text: "<b>forward</b>", x: 0, y: rows.forward - 54, to: "right", color: colors.blue },
    { text: "<b>backward</b>", x: 0, y: rows.backward - 48, to: "right", color: colors.vermilion },
  ];
}

function blockWords(real: { l: number; x: number }[]): Word[] {
  return real.flatMap(({ l, x }): Word[] => [
    { text: `layer ${l}`, x, y: rows.forward - 12 },
    { text: `W[${l}], b[${l}]`, x, y: rows.forward + 10 },
    { text: `layer ${l}`, x, y: rows.backward - 12 },
    { text: `W[${l}], dZ[${l}]`, x, y: rows.backward + 10 },
    { text: "cache:", x: x + 4, y: 134, to: "right", size: 12 },
    { text: `A[${l - 1}], Z[${l}]`, x: x + 4, y: 150, to: "right", size: 12 },
    { text: `dW[${l}], db[${l}]`, x, y: rows.backward + block.height / 2 + 46, color: colors.vermilion },
  ]);
}

/** What goes from block to block; around the blocks left out, "…". */
function betweenWords(shown: number[], centre: Centre, L: number): Word[] {
  return shown.flatMap((l, i): Word[] => {
    if (l === 0) return [rows.forward, rows.backward].map((y) => ({ text: "⋯", x: centre(i), y, size: 26 }));
    if (l === L) return [];
    const x = centre(i) + (block.width + gap) / 2;
    const both = [
      { text: `A[${l}]`, x, y: rows.forward - 16 },
      { text: `dA[${l}]`, x, y: rows.backward - 16 },
    ];
    const last = shown[i + 1] === 0 ? centre(i + 1) + (block.width + gap) / 2 : undefined;
    if (last === undefined) return both;
    return [
      ...both,
      { text: `A[${L - 1}]`, x: last, y: rows.forward - 16 },
      { text: `dA[${L - 1}]`, x: last, y: rows.backward - 16 },
    ];
  });
}

function endWords(L: number, end: number): Word[] {
  const middle = (rows.forward + rows.backward) / 2;
  return [
    { text: "X =", x: 26, y: rows.forward - 9 },
    { text: "A[0]", x: 26, y: rows.forward + 9 },
    { text: "dA[0]", x: 26, y: rows.backward - 9 },
    { text: "not used", x: 26, y: rows.backward + 9, size: 12 },
    { text: `A[${L}] = Ŷ`, x: end, y: rows.forward, to: "right" },
    { text: "cost", x: end + 24, y: middle - 8, to: "right" },
    { text: "with Y", x: end + 24, y: middle + 8, to: "right" },
    { text: `dA[${L}]`, x: end, y: rows.backward, to: "right" },
  ];
}

function sentence(L: number): string {
  const blocks = L === 1 ? "One block" : `${L} blocks`;
  return (
    `${blocks} forward (above): each takes A[l−1], gives A[l] and keeps a cache. Backward (below), from the last to the ` +
    "first: each takes dA[l] and its cache, and gives dA[l−1] and the gradients dW[l], db[l]."
  );
}
