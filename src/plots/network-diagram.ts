import type { Network } from "../engine/network";
import { drawing, pixel, segments, type Word, widest, words } from "./drawing";
import { colors, type Figure, type FigureOptions, type Json, short } from "./figure";

export interface NetworkDiagramOptions extends Pick<FigureOptions, "title" | "description"> {
  /** Words inside the units, a list for each layer from 0; default x₁, x₂, … and, for a single output, ŷ. */
  names?: readonly (readonly string[])[];
  /** Words below each layer from 0; default its number, its units and its activation. */
  captions?: readonly string[];
}

/** Of larger layers the first few units and the last are drawn. */
const mostUnits = 10;
const row = 44;

/**
 * A network as units and weights, the input at the left. Of a network the lines show the weights: orange and solid above
 * 0, blue and dashed below, the thicker the larger, none for 0. Of sizes alone (n[0], n[1], …, n[L]) they are grey.
 * @throws RangeError for fewer than two layers, sizes that are no whole numbers above 0, names or captions of another count
 */
export function networkDiagram(network: Network | readonly number[], options: NetworkDiagramOptions = {}): Figure {
  const layers = "layers" in network ? network.layers : [];
  const n: readonly number[] =
    "layers" in network ? [layers[0].W.cols, ...layers.map(({ W }) => W.rows as number)] : network;
  check(n, options);
  const units = n.map(shownUnits);
  const tallest = Math.max(...units.map((shown) => shown.length));
  const pitch = Math.max(130, Math.min(230, Math.floor(490 / (n.length - 1))));
  const place = (l: number, k: number) => ({
    x: 60 + l * pitch,
    y: pixel(20 + (k + (tallest - units[l].length) / 2) * row),
  });
  const names = n.map((size, l) => options.names?.[l] ?? defaultNames(size, l, n.length - 1));
  const size = Math.max(28, Math.ceil(1.1 * 12 * widest(names.flat())) + 10);
  const bottom = tallest * row + 6;
  return drawing({
    title: options.title ?? `The network ${n.join("-")}`,
    description: options.description ?? sentence(n, layers),
    width: 120 + (n.length - 1) * pitch,
    height: bottom + 56,
    data: [
      ...(layers.length > 0 ? weightLines(layers, units, place) : [plainLines(units, place)]),
      circles(units, place, size),
      words(units.flatMap((shown, l) => shown.map((unit, k) => unitWord(unit, names[l], place(l, k))))),
      words(n.flatMap((_, l) => caption(l, n, layers, options.captions?.[l], place(l, 0).x, bottom))),
    ],
  });
}

type Place = (l: number, k: number) => { x: number; y: number };

function check(n: readonly number[], { names, captions }: NetworkDiagramOptions): void {
  if (!(n.length >= 2 && n.every((size) => Number.isInteger(size) && size > 0))) {
    throw new RangeError(`networkDiagram: the sizes are [${n.join(", ")}]; expected two or more whole numbers above 0`);
  }
  for (const [what, list] of Object.entries({ names, captions })) {
    if (list && list.length !== n.length) {
      throw new RangeError(
        `networkDiagram: ${what} has ${list.length} entries; expected ${n.length}, one a layer with the input`,
      );
    }
  }
  n.forEach((size, l) => {
    const given = names?.[l].length ?? 0;
    if (given === 0 || given === size) return;
    throw new RangeError(`networkDiagram: layer ${l} has ${given} names; expected ${size}, one a unit, or none`);
  });
}

/** The units that are drawn; −1 stands for those left out. */
function shownUnits(size: number): number[] {
  const all = Array.from({ length: size }, (_, k) => k);
  return size <= mostUnits ? all : [...all.slice(0, 6), -1, size - 1];
}

function defaultNames(size: number, l: number, L: number): string[] {
  const index = (k: number) => String(k + 1).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
  if (l > 0 && l < L) return [];
  return Array.from({ length: size }, (_, k) => (l === 0 ? `x${index(k)}` : size === 1 ? "ŷ" : `ŷ${index(k)}`));
}

/** From each drawn unit to each drawn unit of the next layer. */
function links(units: number[][]): { l: number; from: number; to: number; j: number; i: number }[] {
  return units.slice(1).flatMap((next, index) =>
    next.flatMap((to, i) => {
      if (to < 0) return [];
      return units[index].flatMap((from, j) => (from < 0 ? [] : [{ l: index + 1, from, to, j, i }]));
    }),
  );
}

function ends(place: Place, { l, j, i }: { l: number; j: number; i: number }): number[] {
  const [a, b] = [place(l - 1, j), place(l, i)];
  return [a.x, a.y, b.x, b.y];
}

function plainLines(units: number[][], place: Place): Json {
  return segments(
    links(units).map((link) => ends(place, link)),
    { color: "#9a9a9a", width: 1 },
  );
}

/** Four widths, by the size compared with the largest weight of the network. */
function weightLines(layers: Network["layers"], units: number[][], place: Place): Json[] {
  const weight = ({ l, from, to }: { l: number; from: number; to: number }) => layers[l - 1].W.at(to, from) as number;
  const most = Math.max(...layers.flatMap(({ W }) => Array.from(W.data as Float64Array, Math.abs)));
  const all = links(units);
  return [1, 2, 3, 4].flatMap((step) =>
    [1, -1].flatMap((sign) => {
      const some = all.filter((link) => {
        const w = weight(link);
        return sign * w > 0 && Math.max(1, Math.ceil((4 * Math.abs(w)) / most)) === step;
      });
      const look = sign > 0 ? { color: colors.vermilion, dash: "solid" } : { color: colors.blue, dash: "6px,4px" };
      const width = [0.8, 1.8, 3, 4.5][step - 1];
      const lines = some.map((link) => ends(place, link));
      return lines.length > 0 ? [segments(lines, { ...look, width })] : [];
    }),
  );
}

function circles(units: number[][], place: Place, size: number): Json {
  const drawn = units.flatMap((shown, l) => shown.flatMap((unit, k) => (unit < 0 ? [] : [place(l, k)])));
  return {
    type: "scatter",
    mode: "markers",
    x: drawn.map(({ x }) => x),
    y: drawn.map(({ y }) => y),
    marker: { symbol: "circle", size, color: "#ffffff", line: { color: "#222222", width: 1.5 } },
    hoverinfo: "skip",
    cliponaxis: false,
    showlegend: false,
  };
}

function unitWord(unit: number, names: readonly string[], { x, y }: { x: number; y: number }): Word {
  return unit < 0 ? { text: "⋮", x, y, size: 22 } : { text: names[unit] ?? "", x, y, size: 12 };
}

function caption(
  l: number,
  n: readonly number[],
  layers: Network["layers"],
  given: string | undefined,
  x: number,
  y: number,
): Word[] {
  const layer = l === 0 ? "input, layer 0" : l === n.length - 1 ? `output, layer ${l}` : `layer ${l}`;
  const units = `${n[l]} ${l === 0 ? "feature" : "unit"}${n[l] === 1 ? "" : "s"}`;
  const g = l > 0 ? layers[l - 1]?.activation.name : undefined;
  const lines = given?.split("\n") ?? [layer, g ? `${units}, ${g}` : units];
  return lines.map((text, i) => ({ text, x, y: y + 12 + 17 * i }));
}

function sentence(n: readonly number[], layers: Network["layers"]): string {
  const L = n.length - 1;
  const hidden = n.slice(1, L).join(", ") || "none";
  const shape = `${L} layer${L === 1 ? "" : "s"} after the ${n[0]} input${n[0] === 1 ? "" : "s"}; hidden units: ${hidden}; outputs: ${n[L]}.`;
  const elided = n.some((size) => size > mostUnits)
    ? " Of large layers the first six units and the last are drawn."
    : "";
  if (layers.length === 0) return shape + elided;
  const all = layers.flatMap(({ W }) => Array.from(W.data as Float64Array));
  const [low, high] = [Math.min(...all), Math.max(...all)].map(short);
  return `${shape}${elided} Weights from ${low} to ${high}: solid orange lines above 0, dashed blue ones below, the thicker the larger.`;
}
