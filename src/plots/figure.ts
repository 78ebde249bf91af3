/**
 * A figure: Plotly JSON and a sentence that says what to see in it. Pure data, no DOM, no Plotly: whoever shows it draws it.
 *
 * The look is one for all: a solid white sheet (readable on dark pages too), colours that colour-blind readers can tell
 * apart (Okabe and Ito, https://jfly.uni-koeln.de/color/), and never a difference in colour alone.
 */
import { asBundle, type Bundle, type Displayable } from "../display";
import { textWidth } from "./text-width";

export type Json = Record<string, unknown>;

/** As the last expression of a cell it shows itself; `data` and `layout` are Plotly's, free to be changed before that. */
export interface Figure extends Displayable {
  data: Json[];
  layout: Json;
  /** What to see, in one sentence: the figure in words, for whoever cannot see it. */
  description: string;
  /** The states that a moving picture goes through; `data` is the last of them. */
  frames?: Json[];
  [asBundle](): Bundle;
}

/** What every figure's maker takes. */
export interface FigureOptions {
  title?: string;
  xLabel?: string;
  yLabel?: string;
  /** Pixels; default 700. */
  width?: number;
  /** Pixels; the default depends on the kind of figure. */
  height?: number;
  /** The sentence under the title; the default says in numbers what the picture shows. */
  description?: string;
}

/** What a figure is made of. */
export interface FigureParts extends Required<FigureOptions> {
  data: Json[];
  xaxis?: Json;
  yaxis?: Json;
  /** More of Plotly's layout, over the house's. */
  layout?: Json;
  frames?: Json[];
}

export const colors = {
  blue: "#0072b2",
  vermilion: "#c04a00",
  green: "#007a5a",
  purple: "#a8508a",
  orange: "#c98500",
  sky: "#2e9bd6",
  black: "#000000",
  paleOrange: "#f8d3a6",
  paleBlue: "#9fd0f0",
};
const ink = "#222222";
const fontFamily = "Arial, Helvetica, sans-serif";
export const sideMargin = 20;

const lineColors = [
  colors.blue,
  colors.vermilion,
  colors.green,
  colors.purple,
  colors.orange,
  colors.sky,
  colors.black,
];
const dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];

/** The look of the i-th line (from 0) of a figure: any six in a row differ in colour and in dash. */
export function lineLook(i: number): { color: string; dash: string } {
  return { color: lineColors[i % lineColors.length], dash: dashes[i % dashes.length] };
}

/** The figure with the house's sheet: title, sentence below it, labelled axes, legend at the right of the plot. */
export function figure(parts: FigureParts): Figure {
  const { title, xLabel, yLabel, width, height, description, data, frames } = parts;
  const sentence = sentenceLines(description, width);
  const layout: Json = {
    width,
    height,
    font: { family: fontFamily, size: 13, color: ink },
    title: {
      text: title,
      font: { size: 18 },
      x: 0,
      xanchor: "left",
      pad: { l: sideMargin },
      y: 1 - 28 / height,
      yanchor: "bottom",
      subtitle: { text: sentence.join("<br>"), font: { size: 13, color: "#444444" } },
    },
    margin: { l: 72, r: sideMargin, t: headHeight(description, width), b: 62, pad: 0 },
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    showlegend: data.some((trace) => trace.name !== undefined),
    legend: { x: 1.02, xanchor: "left", y: 1, yanchor: "top", font: { size: 13 }, itemsizing: "trace" },
    xaxis: { ...axis(xLabel), ...parts.xaxis },
    yaxis: { ...axis(yLabel), ...parts.yaxis },
    ...parts.layout,
    meta: { description, ...(parts.layout?.meta as Json | undefined) },
  };
  return {
    data,
    layout,
    description,
    ...(frames ? { frames } : {}),
    [asBundle]() {
      const moving = this.frames ? { frames: this.frames } : {};
      return {
        "application/vnd.plotly.v1+json": {
          data: this.data,
          layout: this.layout,
          config: { displaylogo: false },
          ...moving,
        },
        "text/plain": this.description,
      };
    },
  };
}

/** Pixels that title and sentence take at the top of a sheet. */
export function headHeight(description: string, width: number): number {
  return 54 + 17 * sentenceLines(description, width).length;
}

function sentenceLines(description: string, width: number): string[] {
  return wrap(description, width - 2 * sideMargin, 13);
}

function axis(label: string): Json {
  return {
    title: { text: label, font: { size: 15 }, standoff: 14 },
    automargin: true,
    ticks: "outside",
    ticklen: 5,
    tickcolor: "#666666",
    showline: true,
    mirror: true,
    linecolor: "#666666",
    gridcolor: "#e3e3e3",
    zeroline: false,
  };
}

/** The text in lines that fit into `width` pixels at this font size, with room for a wider font. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && fits(longer, width / size)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A wider font adds to narrow letters as much as to wide ones. */
function fits(text: string, ems: number): boolean {
  const width = textWidth(text);
  return width <= 0.92 * ems && width + 0.05 * text.length <= ems;
}

/**
 * Rounds coordinates that lie within `span` of each other to what a screen can show, for a third of the bytes: three
 * decimals, more only where the span itself is below 1.
 */
export function rounding(span: number): (x: number) => number {
  const decimals = span > 0 && span < 1 ? 3 + Math.ceil(-Math.log10(span)) : 3;
  const factor = Number(`1e${decimals}`);
  return (x) => Math.round(x * factor) / factor + 0; // + 0 makes −0 a 0
}

/** A number for a sentence: four significant digits and a real minus sign, the same text everywhere. */
export function short(x: number): string {
  return String(Number(x.toPrecision(4))).replaceAll("-", "−");
}
