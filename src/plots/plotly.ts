/**
 * plotly.js without a browser: it runs inside jsdom, with stand-ins for what jsdom lacks. Only the render process loads
 * this file; it takes about a second.
 */
import fs from "node:fs";
import type { DomNode } from "./dom";
import { pathLength, pointAtLength } from "./svg-length";
import { type Box, measure, textLength } from "./svg-measure";

/** A jsdom window with Plotly loaded; untyped, see dom.ts. */
type Window = any;

/** A figure's JSON, parsed; nothing in it is trusted. */
export interface FigureJson {
  data: unknown;
  layout?: Record<string, any>;
}

/** Draws figures, each as the root element of the SVG that Plotly's own export gives. */
export type Draw = (figure: FigureJson) => Promise<DomNode>;

/** @throws Error when jsdom or plotly.js cannot be loaded */
export function loadPlotly(): Draw {
  const { JSDOM, VirtualConsole } = require("jsdom");
  const { window } = new JSDOM("<!doctype html>", {
    pretendToBeVisual: true,
    runScripts: "outside-only",
    virtualConsole: new VirtualConsole(), // silent
  });
  addStandIns(window);
  window.eval(fs.readFileSync(require.resolve("plotly.js-dist"), "utf8"));
  return async ({ data, layout = {} }) => {
    window.Math.random = generator(1);
    const { width = 700, height = 450 } = layout;
    const format = { format: "svg", imageDataOnly: true, width, height };
    const text = await window.Plotly.toImage({ data, layout, config: { staticPlot: true } }, format);
    const svg = new window.DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    uncutLegends(svg);
    return svg;
  };
}

/**
 * A legend that needs no scrolling needs no clipping either: where the font is a wider one, it would cut its words.
 * (No querySelector here: jsdom keeps each document it was used on, 13 MB for a large picture.)
 */
function uncutLegends(svg: Window): void {
  for (const bar of svg.getElementsByTagName("rect")) {
    if (bar.getAttribute("class") !== "scrollbar" || bar.getAttribute("height") !== "0") continue;
    for (const box of bar.parentNode.childNodes) {
      if (box.getAttribute("class") === "scrollbox") box.removeAttribute("clip-path");
    }
  }
}

function addStandIns(window: Window): void {
  const nothing = () => {};
  Object.assign(window, { TextDecoder, TextEncoder, ReadableStream, Blob, Worker: class {} });
  window.URL.createObjectURL = () => "blob:none";
  window.matchMedia = () => ({ matches: false, addEventListener: nothing, removeEventListener: nothing });
  window.HTMLCanvasElement.prototype.getContext = () => null;
  // A figure is somebody's data: drawing it must not call anywhere.
  for (const network of ["XMLHttpRequest", "WebSocket", "fetch"]) delete window[network];
  window.SVGElement.prototype.getBBox = function (this: DomNode) {
    return rectangle(measure(this));
  };
  window.SVGElement.prototype.getBoundingClientRect = window.SVGElement.prototype.getBBox;
  window.SVGElement.prototype.getComputedTextLength = function (this: DomNode) {
    return textLength(this);
  };
  window.SVGElement.prototype.getTotalLength = function (this: DomNode) {
    return pathLength(this.getAttribute?.("d") ?? "");
  };
  window.SVGElement.prototype.getPointAtLength = function (this: DomNode, length: number) {
    return pointAtLength(this.getAttribute?.("d") ?? "", length);
  };
}

function rectangle({ left, top, right, bottom }: Box) {
  return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
}

/** Plotly draws random ids: the same ones each time, so that the same figure is the same bytes (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
