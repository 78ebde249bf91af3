import { arrows, box, drawing, type Word, widest, words } from "./drawing";
import { colors, type Figure, type FigureOptions, type Json, short } from "./figure";

/** A variable of the graph. Those it is computed from stand before it in the list. */
export interface GraphNode {
  name: string;
  /** What stands in the box; default `name`, or `name = formula`. */
  label?: string;
  /** How it is computed: "bc". */
  formula?: string;
  /** The names of what it is computed from. */
  from?: readonly string[];
  /** Forward: its value. */
  value?: number;
  /** Backward: the last node's derivative with respect to it. */
  derivative?: number;
  /** Its own derivative with respect to each of `from`, written along the edges. */
  local?: readonly number[];
}

interface Placed extends GraphNode {
  x: number;
  y: number;
}

const row = 92;
const boxHeight = 48;

/**
 * A computation as boxes and arrows, left to right: what is given at the left, each further variable right of all that it
 * is computed from. Values are inside the boxes, derivatives below them, local ones along the arrows. Lecture 001,
 * "Computation graph" (1.9, 1.10); gates of a circuit can be drawn so, too.
 * @throws RangeError for no node, a name used twice, a `from` that is no earlier node, another count of `local`
 */
export function computationGraph(
  nodes: readonly GraphNode[],
  options: Pick<FigureOptions, "title" | "description"> = {},
): Figure {
  check(nodes);
  const texts = nodes.flatMap((node) => [labelOf(node), derivativeText(node, nodes)]);
  const width = Math.max(56, Math.ceil(1.1 * 14 * widest(texts)) + 18);
  const placed = place(nodes, width);
  const edges = edgesOf(placed, width);
  const { title = "The computation graph", description = sentence(nodes) } = options;
  return drawing({
    title,
    description,
    width: Math.max(...placed.map(({ x }) => x)) + width / 2 + 2,
    height: Math.max(...placed.map(({ y }) => y)) + boxHeight / 2 + 26,
    data: [
      ...arrows(
        edges.map(({ ends }) => ends),
        "#555555",
      ),
      words(placed.flatMap((node) => wordsOf(node, nodes))),
    ],
    shapes: placed.map(({ x, y, from }) =>
      box(x, y, width, boxHeight, { fill: from?.length ? "#ffffff" : "#e3f1fa", line: "#222222" }),
    ),
    annotations: edges.flatMap(({ text, ends }) => (text === "" ? [] : [alongEdge(text, ends)])),
  });
}

function check(nodes: readonly GraphNode[]): void {
  if (nodes.length === 0) throw new RangeError("computationGraph: there is no node; expected at least one");
  const earlier = new Set<string>();
  for (const { name, from = [], local } of nodes) {
    if (earlier.has(name)) throw new RangeError(`computationGraph: "${name}" is there twice; expected names once each`);
    const unknown = from.find((one) => !earlier.has(one));
    if (unknown !== undefined) {
      throw new RangeError(`computationGraph: "${name}" is computed from "${unknown}"; expected a node before it`);
    }
    if (local && local.length !== from.length) {
      throw new RangeError(
        `computationGraph: "${name}" has ${local.length} local derivatives; expected ${from.length}, one for each of from`,
      );
    }
    earlier.add(name);
  }
}

/** Columns by the longest way from what is given; rows in the middle of what a node is computed from, never on another. */
function place(nodes: readonly GraphNode[], width: number): Placed[] {
  const hasLocal = nodes.some(({ local }) => local);
  const pitch = width + (hasLocal ? 150 : 80);
  const at = new Map<string, { column: number; row: number }>();
  const taken: number[][] = [];
  let given = 0;
  for (const { name, from = [] } of nodes) {
    const parents = from.map((one) => at.get(one) as { column: number; row: number });
    const column = parents.length > 0 ? 1 + Math.max(...parents.map((parent) => parent.column)) : 0;
    let place = parents.length > 0 ? parents.reduce((sum, parent) => sum + parent.row, 0) / parents.length : given++;
    taken[column] ??= [];
    while (taken[column].some((other) => Math.abs(other - place) < 0.95)) place += 0.5;
    taken[column].push(place);
    at.set(name, { column, row: place });
  }
  return nodes.map((node) => {
    const { column, row: place } = at.get(node.name) as { column: number; row: number };
    return { ...node, x: column * pitch + width / 2 + 1, y: place * row + boxHeight / 2 + 1 };
  });
}

/** Arrows of several parents end one below the other, in the parents' order on the sheet. */
function edgesOf(placed: readonly Placed[], width: number): { ends: number[]; text: string }[] {
  const byName = new Map(placed.map((node) => [node.name, node]));
  return placed.flatMap((node) => {
    const parents = (node.from ?? []).map((name) => byName.get(name) as Placed);
    const heights = parents.map(({ y }) => y).sort((a, b) => a - b);
    return parents.map(({ name, x, y }, i) => {
      const slot = 14 * (heights.indexOf(y) - (parents.length - 1) / 2);
      const local = node.local?.[i];
      return {
        ends: [x + width / 2, y, node.x - width / 2, node.y + slot],
        text: local === undefined ? "" : `d${node.name}/d${name} = ${short(local)}`,
      };
    });
  });
}

function wordsOf(node: Placed, nodes: readonly GraphNode[]): Word[] {
  const { x, y, value, derivative } = node;
  const label = { text: labelOf(node), x, y: value === undefined ? y : y - 11, size: 14 };
  const forward = value === undefined ? [] : [{ text: `<b>${short(value)}</b>`, x, y: y + 11, size: 14 }];
  const below = { text: derivativeText(node, nodes), x, y: y + boxHeight / 2 + 12, color: colors.vermilion, size: 14 };
  return [label, ...forward, ...(derivative === undefined ? [] : [below])];
}

function labelOf({ name, label, formula }: GraphNode): string {
  return label ?? (formula ? `${name} = ${formula}` : name);
}

function derivativeText({ name, derivative }: GraphNode, nodes: readonly GraphNode[]): string {
  return derivative === undefined ? "" : `d${nodes[nodes.length - 1].name}/d${name} = ${short(derivative)}`;
}

/** On the arrow's middle, with the sheet's white behind it. */
function alongEdge(text: string, [x1, y1, x2, y2]: number[]): Json {
  const font = { size: 12, color: colors.blue };
  const at = { x: 0.45 * x2 + 0.55 * x1, y: 0.45 * y2 + 0.55 * y1, xanchor: "center", yanchor: "middle" };
  return { text, font, ...at, bgcolor: "#ffffff", borderpad: 2, showarrow: false };
}

function sentence(nodes: readonly GraphNode[]): string {
  const last = nodes[nodes.length - 1];
  const given = nodes.filter(({ from }) => !from?.length);
  const values = given
    .filter(({ value }) => value !== undefined)
    .map(({ name, value }) => `${name} = ${short(value as number)}`);
  const forward =
    last.value === undefined
      ? `From ${given.map(labelOf).join(", ")} to ${labelOf(last)}.`
      : `Forward, from ${values.join(", ")} to ${last.name} = ${short(last.value)}.`;
  const back = given.filter(({ derivative }) => derivative !== undefined).map((node) => derivativeText(node, nodes));
  return back.length > 0 ? `${forward} Backward, below the boxes: ${back.join(", ")}.` : forward;
}
