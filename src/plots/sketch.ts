/**
 * A cost curve drawn at once, for the time of a training: the figure's own sheet, with fewer ticks.
 *
 * JupyterLab's Plotly extension (plotly 7.1) ignores an update of a plot that it has drawn; what is to move must be
 * something else, and HTML changes without a flicker.
 */
import { escapeHtml } from "../display";
import type { Figure } from "./figure";

/** What a sketch needs of a figure's layout; costCurve sets all of it. */
interface Sheet {
  width: number;
  height: number;
  margin: { l: number; r: number; t: number; b: number };
  title: { text: string; pad: { l: number }; subtitle: { text: string } };
  xaxis: { title: { text: string } };
  yaxis: { title: { text: string }; type?: string; range?: [number, number]; tickvals?: number[] };
}

interface Axis {
  /** From a value to pixels. */
  at(value: number): number;
  ticks: number[];
}

/** The figure's first line as HTML with SVG inside. */
export function sketch({ data, layout, description }: Figure): string {
  const { width, height, margin, title, xaxis, yaxis } = layout as unknown as Sheet;
  const { x, y } = data[0] as { x: number[]; y: number[] };
  const [left, right, top, bottom] = [margin.l, width - margin.r, margin.t, height - margin.b];
  const across = linear(x[0], x[x.length - 1], left, right);
  const up =
    yaxis.type === "log"
      ? logarithmic(yaxis, bottom, top)
      : linear(Math.min(0, ...y), 1.05 * Math.max(...y), bottom, top);
  const parts = [
    text(title.text, title.pad.l, 28, 'font-size="18"'),
    ...title.subtitle.text.split("<br>").map((row, n) => text(row, title.pad.l, 49 + 17 * n, 'fill="#444444"')),
    ...across.ticks.map((tick) => line(across.at(tick), top, across.at(tick), bottom)),
    ...up.ticks.map((tick) => line(left, up.at(tick), right, up.at(tick))),
    `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="none" stroke="#666666"/>`,
    ...across.ticks.map((tick) => text(tick.toLocaleString("en-US"), across.at(tick), bottom + 20, MIDDLE)),
    ...up.ticks.map((tick) => text(String(tick), left - 8, up.at(tick) + 4, 'text-anchor="end"')),
    text(xaxis.title.text, (left + right) / 2, height - 14, `${MIDDLE} font-size="15"`),
    text(
      yaxis.title.text,
      0,
      0,
      `${MIDDLE} font-size="15" transform="translate(20 ${(top + bottom) / 2}) rotate(-90)"`,
    ),
    `<polyline points="${x.map((value, i) => `${pixel(across.at(value))},${pixel(up.at(y[i]))}`).join(" ")}" fill="none" stroke="#0072b2" stroke-width="2.5"/>`,
  ];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const font = 'font-family="Arial, Helvetica, sans-serif" font-size="13" fill="#222222"';
  const sheet = '<rect width="100%" height="100%" fill="#ffffff"/>';
  return `<svg ${size} ${font} role="img" aria-label="${escapeHtml(description)}">${sheet}${parts.join("")}</svg>`;
}

const MIDDLE = 'text-anchor="middle"';

function linear(low: number, high: number, from: number, to: number): Axis {
  const span = high > low ? high - low : 1;
  const ticks: number[] = [];
  const step = tickStep(span / 6);
  for (let n = Math.ceil(low / step); n * step <= low + span; n++) ticks.push(Number((n * step).toPrecision(6)));
  return { at: (value) => pixel(from + ((value - low) / span) * (to - from)), ticks };
}

/** Plotly writes a logarithmic axis' range as powers of ten. */
function logarithmic({ range = [0, 1], tickvals = [] }: Sheet["yaxis"], from: number, to: number): Axis {
  const { at } = linear(range[0], range[1], from, to);
  return { at: (value) => at(Math.log10(value)), ticks: tickvals };
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `least`. */
function tickStep(least: number): number {
  const power = Number(`1e${Math.floor(Math.log10(least))}`);
  return (([1, 2, 5] as const).find((factor) => factor * power >= least) ?? 10) * power;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<path d="M${x1},${y1}L${x2},${y2}" stroke="#e3e3e3"/>`;
}

function text(words: string, x: number, y: number, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escapeHtml(words)}</text>`;
}

function pixel(x: number): number {
  return Math.round(10 * x) / 10;
}
