/**
 * A sheet that is drawn on in pixels, for what has no axes of numbers: diagrams, heat maps, images. One unit is one
 * pixel, x counts to the right and y downward from the upper left corner, so that marks of a pixel size fit exactly.
 */
import { type Figure, figure, headHeight, type Json, sideMargin } from "./figure";
import { textWidth } from "./text-width";

export interface DrawingParts {
  title: string;
  description: string;
  /** Of the drawing itself, in pixels. */
  width: number;
  height: number;
  data: Json[];
  shapes?: Json[];
  annotations?: Json[];
  /** Ticks at pixels, with their words; a drawing without them shows no axis. */
  x?: Ticks;
  y?: Ticks;
  /** Pixels at the right for a scale of colours; x's label stands in the middle of the rest. */
  beside?: number;
}

export interface Ticks {
  label: string;
  at: number[];
  text: string[];
}

export interface Word {
  text: string;
  x: number;
  y: number;
  color?: string;
  /** Pixels; default 13. */
  size?: number;
  /** Where the text stands, seen from the point; default in its middle. */
  to?: "middle" | "right" | "left" | "above" | "below";
}

export interface Mark {
  x: number;
  y: number;
  color: string;
}

const ink = "#222222";
const narrowest = 610;
/** Pixels around the drawing, for the outer half of lines on its border. */
const edge = 2;

/** The drawing on the house's sheet: title and sentence above it, ticks at its left and below it. */
export function drawing({
  title,
  description,
  width,
  height,
  data,
  shapes = [],
  annotations = [],
  x,
  y,
  beside = 0,
}: DrawingParts): Figure {
  const left = y ? Math.ceil(1.1 * 13 * widest(y.text)) + 50 : sideMargin;
  const [across, down] = [width + beside + 2 * edge, height + 2 * edge];
  const whole = Math.max(narrowest, left + across + sideMargin);
  const top = headHeight(description, whole) + 6;
  const bottom = x ? 62 : 20;
  return figure({
    title,
    description,
    xLabel: "",
    yLabel: y?.label ?? "",
    width: whole,
    height: top + down + bottom,
    data,
    xaxis: axis(x, [-edge, width + beside + edge]),
    yaxis: axis(y, [height + edge, -edge]),
    layout: {
      margin: { l: left, r: whole - left - across, t: top, b: bottom, pad: 0 },
      shapes,
      annotations: [...annotations, ...(x ? [labelBelow(x.label, width / 2, height)] : [])],
      hovermode: "closest",
      dragmode: false,
      meta: { drawing: true },
    },
  });
}

function labelBelow(text: string, x: number, y: number): Json {
  return { text, x, y, yshift: -42, font: { size: 15 }, showarrow: false };
}

function axis(ticks: Ticks | undefined, range: number[]): Json {
  const fixed = { range, fixedrange: true, automargin: false, showgrid: false, showline: false };
  if (!ticks) return { ...fixed, visible: false };
  return { ...fixed, tickvals: ticks.at, ticktext: ticks.text, tickangle: 0, ticks: "", ticklabelstandoff: 5 };
}

/** In units of the font size. */
export function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, textWidth(text)), 0);
}

/** Texts, in one trace. */
export function words(all: readonly Word[]): Json {
  const positions = { middle: "center", right: "right", left: "left", above: "top", below: "bottom" };
  return {
    type: "scatter",
    mode: "text",
    x: all.map(({ x }) => x),
    y: all.map(({ y }) => y),
    text: all.map(({ text }) => text),
    textposition: all.map(({ to = "middle" }) => {
      const vertical = to === "above" || to === "below";
      return vertical ? `${positions[to]} center` : `middle ${positions[to]}`;
    }),
    textfont: { color: all.map(({ color = ink }) => color), size: all.map(({ size = 13 }) => size) },
    hoverinfo: "skip",
    cliponaxis: false,
    showlegend: false,
  };
}

/** Marks of one size in pixels: a trace for each colour, which makes both the JSON and the picture small. */
export function marks(points: readonly Mark[], symbol: string, size: number): Json[] {
  const byColor = new Map<string, Mark[]>();
  for (const point of points) byColor.set(point.color, [...(byColor.get(point.color) ?? []), point]);
  return [...byColor].map(([color, some]) => ({
    type: "scatter",
    mode: "markers",
    x: some.map(({ x }) => x),
    y: some.map(({ y }) => y),
    marker: { symbol, size, color },
    hoverinfo: "skip",
    cliponaxis: false,
    showlegend: false,
  }));
}

/** Straight lines from (x1, y1) to (x2, y2), all of one look. */
export function segments(all: readonly (readonly number[])[], line: Json): Json {
  return {
    type: "scatter",
    mode: "lines",
    x: all.flatMap(([x1, , x2]) => [x1, x2, null]),
    y: all.flatMap(([, y1, , y2]) => [y1, y2, null]),
    line: { color: ink, width: 1.5, simplify: false, ...line },
    hoverinfo: "skip",
    showlegend: false,
  };
}

/** Arrows from (x1, y1) to (x2, y2): their lines, then their heads. */
export function arrows(all: readonly (readonly number[])[], color: string, dash = "solid"): Json[] {
  if (all.length === 0) return [];
  const [length, halfWidth] = [10, 4.5];
  const heads = all.map(([x1, y1, x2, y2]) => {
    const distance = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
    const [ux, uy] = [(x2 - x1) / distance, (y2 - y1) / distance];
    const [x, y] = [x2 - length * ux, y2 - length * uy];
    const corners = [
      [x2, y2],
      [x - halfWidth * uy, y + halfWidth * ux],
      [x + halfWidth * uy, y - halfWidth * ux],
      [x2, y2],
    ];
    return { base: [x, y], corners: corners.map((corner) => corner.map(pixel)) };
  });
  const lines = all.map(([x1, y1], i) => [x1, y1, ...heads[i].base].map(pixel));
  const filled = {
    type: "scatter",
    mode: "lines",
    x: heads.flatMap(({ corners }) => [...corners.map(([x]) => x), null]),
    y: heads.flatMap(({ corners }) => [...corners.map(([, y]) => y), null]),
    fill: "toself",
    fillcolor: color,
    line: { color, width: 0, simplify: false },
    hoverinfo: "skip",
    showlegend: false,
  };
  return [segments(lines, { color, dash }), filled];
}

/** A rectangle around its centre. */
export function box(x: number, y: number, width: number, height: number, look: { fill: string; line: string }): Json {
  const [x0, x1, y0, y1] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2].map(pixel);
  const line = { color: look.line, width: 1.5 };
  return { type: "rect", x0, x1, y0, y1, fillcolor: look.fill, line, layer: "below" };
}

export function pixel(x: number): number {
  return Math.round(10 * x) / 10;
}
