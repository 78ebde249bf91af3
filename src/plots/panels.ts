/** Several figures on one sheet, side by side. */
import { type Figure, figure, headHeight, type Json, sideMargin } from "./figure";
import { textWidth } from "./text-width";

export interface PanelsOptions {
  title?: string;
  description?: string;
  /** Panels in a row; by default as many as there are, three at most. */
  columns?: number;
  /** Of the whole sheet, in pixels; default 900. */
  width?: number;
  /** Of one panel's plot, in pixels; default 260. */
  panelHeight?: number;
}

/** One panel's plot, in pixels of the sheet's inner part, from the upper left corner. */
interface Place {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Pixels around a panel's plot: ticks and label at the left, title above, ticks and label below, a gap at the right. */
const room = { left: 66, above: 30, below: 64, right: 14 };

/**
 * Figures with axes on one sheet: the activations with their derivatives, two cost surfaces. Each keeps its title, axes
 * and legend.
 * @throws RangeError for no figure, columns that are no whole number above 0, or a drawing (it has pixels, no axes)
 */
export function panels(figures: readonly Figure[], options: PanelsOptions = {}): Figure {
  const { width = 900, panelHeight = 260 } = options;
  const columns = options.columns ?? Math.min(3, figures.length);
  check(figures, columns);
  const description = options.description ?? figures.map(said).join(" ");
  const rows = Math.ceil(figures.length / columns);
  const inner = { width: width - 2 * sideMargin, height: rows * (room.above + panelHeight + room.below) };
  const top = headHeight(description, width);
  const paper = paperOf(inner);
  const placed = figures.map((one, k) => place(one, k, columns, inner.width, panelHeight));
  const merged = figures.map((one, k) => panel(one, k, placed[k], paper));
  const { xaxis, yaxis, ...layout } = Object.assign({}, ...merged.map((one) => one.layout)) as Record<string, Json>;
  return figure({
    title: options.title ?? figures.map(titleOf).join(", "),
    xLabel: "",
    yLabel: "",
    width,
    height: top + inner.height + 10,
    description,
    data: merged.flatMap((one) => one.data),
    xaxis,
    yaxis,
    layout: {
      ...layout,
      margin: { l: sideMargin, r: sideMargin, t: top, b: 10, pad: 0 },
      annotations: merged.flatMap((one) => one.annotations),
      shapes: merged.flatMap((one) => one.shapes),
    },
  });
}

function check(figures: readonly Figure[], columns: number): void {
  if (figures.length === 0) throw new RangeError("panels: there is no figure; expected at least one");
  if (!(Number.isInteger(columns) && columns > 0)) {
    throw new RangeError(`panels: columns is ${columns}; expected a whole number above 0`);
  }
  figures.forEach(({ layout, frames }, k) => {
    if ((layout.meta as Json | undefined)?.drawing || frames) {
      const kind = frames ? "moves" : "is a drawing without axes";
      throw new RangeError(`panels: figure ${k} ${kind}; expected figures with axes, show this one by itself`);
    }
  });
}

function place(one: Figure, k: number, columns: number, width: number, height: number): Place {
  const cell = width / columns;
  const left = Math.round((k % columns) * cell) + room.left;
  const top = Math.floor(k / columns) * (room.above + height + room.below) + room.above;
  const right = Math.round(((k % columns) + 1) * cell) - room.right - legendWidth(one);
  return { left, right, top, bottom: top + height };
}

/** Pixels for the longest name beside its mark, or for a colour bar. */
function legendWidth({ data, layout }: Figure): number {
  const names = data.flatMap(({ name }) => (typeof name === "string" ? [1.1 * 13 * textWidth(name) + 52] : []));
  const bar = data.some(({ colorbar }) => colorbar) ? 70 : 0;
  return Math.round(layout.showlegend ? Math.max(bar, ...names) : bar);
}

/** From pixels to Plotly's fractions of the sheet's inner part, which count upward. */
function paperOf(inner: { width: number; height: number }) {
  const fraction = (x: number) => Math.round(x * 100000) / 100000;
  return { x: (px: number) => fraction(px / inner.width), y: (px: number) => fraction(1 - px / inner.height) };
}

function panel({ data, layout }: Figure, k: number, at: Place, paper: ReturnType<typeof paperOf>) {
  const n = k === 0 ? "" : String(k + 1);
  const [left, right] = [paper.x(at.left), paper.x(at.right)];
  const [bottom, top] = [paper.y(at.bottom), paper.y(at.top)];
  const beside = paper.x(at.right + 8);
  const moved = (part: Json) => ({ ...part, xref: `x${n}`, yref: `y${n}` });
  const yaxis = layout.yaxis as Json;
  return {
    data: data.map((trace) => ({
      ...trace,
      xaxis: `x${n}`,
      yaxis: `y${n}`,
      legend: `legend${n}`,
      ...(layout.showlegend ? {} : { showlegend: false }),
      ...(trace.colorbar
        ? { colorbar: { ...(trace.colorbar as Json), ...bar(trace.colorbar as Json, beside, bottom, top) } }
        : {}),
    })),
    layout: {
      [`xaxis${n}`]: { ...(layout.xaxis as Json), automargin: false, domain: [left, right], anchor: `y${n}` },
      [`yaxis${n}`]: {
        ...yaxis,
        automargin: false,
        domain: [bottom, top],
        anchor: `x${n}`,
        ...(yaxis.scaleanchor ? { scaleanchor: `x${n}` } : {}),
      },
      [`legend${n}`]: { ...(layout.legend as Json), x: beside, y: top },
    },
    annotations: [heading(titleOf({ layout }), left, top), ...list(layout.annotations).map(moved)],
    shapes: list(layout.shapes).map(moved),
  };
}

/** A colour bar keeps its share of the panel's height. */
function bar({ len = 1 }: Json, x: number, bottom: number, top: number): Json {
  return { x, y: bottom, yanchor: "bottom", lenmode: "fraction", len: (len as number) * (top - bottom) };
}

function heading(text: string, x: number, y: number): Json {
  const font = { size: 14 };
  return { text, font, x, y, xref: "paper", yref: "paper", xanchor: "left", yanchor: "bottom", showarrow: false };
}

function list(parts: unknown): Json[] {
  return Array.isArray(parts) ? parts : [];
}

function titleOf({ layout }: Pick<Figure, "layout">): string {
  return (layout.title as { text: string }).text;
}

function said({ layout, description }: Figure): string {
  return `${titleOf({ layout })}: ${description}`;
}
