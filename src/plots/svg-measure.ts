/** The sizes that a browser would report for SVG text: linkedom lays nothing out, and Plotly places labels by these. */
import type { DomNode } from "./dom";
import { textWidth } from "./text-width";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Font {
  size: number;
  bold: boolean;
  anchor: string;
}

/** Arial: above the baseline, below it, and what a bold letter is wider than a regular one. */
const ascent = 0.905;
const descent = 0.212;
const boldFactor = 1.08;

/** The box around all text in `node`, in the coordinates outside it; empty at the origin without text. */
export function measure(node: DomNode): Box {
  return (
    textBoxes(node, fontOf(node.parentNode, { size: 16, bold: false, anchor: "start" })).reduce(union, undefined) ?? {
      left: 0,
      top: 0,
      right: 0,
      bottom: 0,
    }
  );
}

/** The length of a text element, or a part of one, as if on one line. */
export function textLength(node: DomNode): number {
  return advance(node, fontOf(node.parentNode, { size: 16, bold: false, anchor: "start" }));
}

function textBoxes(node: DomNode, outer: Font): Box[] {
  if (node.nodeType !== 1) return [];
  const font = own(node, outer);
  const boxes =
    node.nodeName === "text" || node.nodeName === "tspan"
      ? lineBoxes(node, font)
      : Array.from(node.childNodes).flatMap((child) => textBoxes(child, font));
  const move = transformOf(node.getAttribute?.("transform"));
  return move ? boxes.map(move) : boxes;
}

/** A text's lines: its `tspan.line` children where Plotly broke it, else the whole. */
function lineBoxes(text: DomNode, font: Font): Box[] {
  const lines = Array.from(text.childNodes).filter((child) => child.getAttribute?.("class") === "line");
  const [x, y] = [number(text, "x"), number(text, "y") + length(text, "dy", font)];
  if (lines.length === 0) return [lineBox(x, y, advance(text, font), font)];
  let baseline = y;
  return lines.map((line) => {
    baseline += length(line, "dy", font);
    return lineBox(line.getAttribute?.("x") ? number(line, "x") : x, baseline, advance(line, font), font);
  });
}

function lineBox(x: number, y: number, width: number, { size, anchor }: Font): Box {
  const left = anchor === "middle" ? x - width / 2 : anchor === "end" ? x - width : x;
  return { left, right: left + width, top: y - Math.round(ascent * size), bottom: y + Math.round(descent * size) };
}

function advance(node: DomNode, outer: Font): number {
  if (node.nodeType === 3) return textWidth(node.textContent ?? "") * outer.size * (outer.bold ? boldFactor : 1);
  if (node.nodeType !== 1) return 0;
  const font = own(node, outer);
  return Array.from(node.childNodes).reduce((sum, child) => sum + advance(child, font), 0);
}

function fontOf(node: DomNode | null | undefined, root: Font): Font {
  return node && node.nodeType === 1 ? own(node, fontOf(node.parentNode, root)) : root;
}

function own(node: DomNode, outer: Font): Font {
  const size = (name: string) => node.style?.[name as "fontSize"] || node.getAttribute?.(kebab(name));
  const weight = size("fontWeight");
  return {
    size: fontSize(size("fontSize"), outer.size),
    bold: weight ? weight === "bold" || Number(weight) >= 600 : outer.bold,
    anchor: size("textAnchor") || outer.anchor,
  };
}

function fontSize(value: string | null | undefined, outer: number): number {
  const size = Number.parseFloat(value ?? "");
  if (!Number.isFinite(size)) return outer;
  if (value?.endsWith("%")) return (size * outer) / 100;
  return value?.endsWith("em") ? size * outer : size;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function number(node: DomNode, name: string): number {
  return Number.parseFloat(node.getAttribute?.(name) ?? "") || 0;
}

function length(node: DomNode, name: string, font: Font): number {
  return number(node, name) * (node.getAttribute?.(name)?.endsWith("em") ? font.size : 1);
}

/** Plotly writes translate(x,y), rotate(degrees,x,y) and scale(s), in any order: the last is applied first. */
function transformOf(text: string | null | undefined): ((box: Box) => Box) | undefined {
  const steps = [...(text ?? "").matchAll(/(translate|rotate|scale)\(([^)]*)\)/g)].reverse();
  if (steps.length === 0) return undefined;
  return (box) => {
    const corners = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) => [x, y]));
    const moved = corners.map((corner) => steps.reduce(apply, corner));
    const [xs, ys] = [0, 1].map((axis) => moved.map((corner) => corner[axis]));
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  };
}

function apply([x, y]: number[], [, kind, values]: RegExpMatchArray): number[] {
  const [a, b = 0, c = 0] = values.split(/[ ,]+/).map(Number);
  if (kind === "translate") return [x + a, y + b];
  if (kind === "scale") return [x * a, y * (b || a)];
  const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)];
  return [b + (x - b) * cos - (y - c) * sin, c + (x - b) * sin + (y - c) * cos];
}

function union(a: Box | undefined, b: Box): Box {
  if (!a) return b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
