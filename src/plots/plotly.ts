/**
 * plotly.js without a browser: on a page of linkedom's, with stand-ins for what that lacks. Only the render process loads
 * it; that takes about half a second.
 */
import fs from "node:fs";
import { createContext, runInContext } from "node:vm";
import type { DomNode } from "./dom";
import { pathLength, pointAtLength } from "./svg-length";
import { measure, textLength } from "./svg-measure";

/** What Plotly takes for a browser's window, with Plotly in it; untyped, see dom.ts. */
type Window = any;

/** A figure's JSON, parsed; nothing in it is trusted. */
export interface FigureJson {
  data: unknown;
  layout?: Record<string, any>;
}

/** Draws figures, each as the root element of the SVG that Plotly's own export gives. */
export type Draw = (figure: FigureJson) => Promise<DomNode>;

/** @throws Error when linkedom or plotly.js cannot be loaded */
export function loadPlotly(): Draw {
  let svg: Window;
  const window = makeWindow((drawn) => {
    svg = drawn;
  });
  const context = createContext(window);
  runInContext(fs.readFileSync(require.resolve("plotly.js-dist"), "utf8"), context);
  const math = runInContext("Math", context);
  return async ({ data, layout = {} }) => {
    math.random = generator(1);
    const { width = 700, height = 450 } = layout;
    const format = { format: "svg", imageDataOnly: true, width, height };
    await window.Plotly.toImage({ data, layout, config: { staticPlot: true } }, format);
    uncutLegends(svg);
    quoteFonts(svg);
    return svg;
  };
}

/** A legend that needs no scrolling needs no clipping either: where the font is a wider one, it would cut its words. */
function uncutLegends(svg: Window): void {
  for (const bar of svg.getElementsByTagName("rect")) {
    if (bar.getAttribute("class") !== "scrollbar" || bar.getAttribute("height") !== "0") continue;
    for (const box of bar.parentNode.childNodes) {
      if (box.getAttribute("class") === "scrollbox") box.removeAttribute("clip-path");
    }
  }
}

/** In the names of fonts, Plotly's export puts this for quotation marks, and takes it out of the text again. */
const QUOTE = "TOBESTRIPPED";

function quoteFonts(svg: Window): void {
  for (const text of svg.getElementsByTagName("text")) {
    const style = text.getAttribute("style") ?? "";
    if (style.includes(QUOTE)) text.setAttribute("style", style.replaceAll(QUOTE, "'"));
  }
}

/**
 * All that Plotly uses of a browser. A figure is somebody's data: no way to call anywhere is among it.
 * @param onDrawn is given the picture when Plotly would have its text
 */
function makeWindow(onDrawn: (svg: Window) => void): Window {
  const { parseHTML } = require("linkedom");
  const page = parseHTML("<!doctype html><html><head></head><body></body></html>");
  const { document, DOMParser, Element, HTMLElement, SVGElement } = page;
  mendAttributes(Element.prototype);
  addMeasures(SVGElement.prototype);
  const window: Window = {
    ...{ document, DOMParser, Element, HTMLElement },
    ...{ TextDecoder, setTimeout, clearTimeout, navigator: { userAgent: "" } },
    XMLSerializer: class {
      serializeToString(svg: Window): string {
        onDrawn(svg.cloneNode(true)); // Plotly clears its own
        return "";
      }
    },
    // No style sheet applies: an element's style is what it says itself.
    getComputedStyle: ({ style }: Window) => ({
      getPropertyValue: (name: string) => style.getPropertyValue(name) ?? "",
    }),
  };
  window.window = window;
  window.self = window;
  return window;
}

/** Attributes are listed in the order in which they were set; linkedom has the last first. */
function mendAttributes(element: Window): void {
  const { get } = Object.getOwnPropertyDescriptor(element, "attributes") as PropertyDescriptor;
  Object.defineProperty(element, "attributes", {
    get(this: Window) {
      return Array.from(get?.call(this)).reverse();
    },
  });
}

/** What linkedom's SVG elements lack: sizes, and names in lower case. */
function addMeasures(element: Window): void {
  Object.defineProperty(element, "nodeName", {
    get(this: Window) {
      return this.localName;
    },
  });
  element.getBBox = function (this: DomNode) {
    const { left, top, right, bottom } = measure(this);
    return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
  };
  element.getBoundingClientRect = element.getBBox;
  element.getComputedTextLength = function (this: DomNode) {
    return textLength(this);
  };
  element.getTotalLength = function (this: DomNode) {
    return pathLength(this.getAttribute?.("d") ?? "");
  };
  element.getPointAtLength = function (this: DomNode, length: number) {
    return pointAtLength(this.getAttribute?.("d") ?? "", length);
  };
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
