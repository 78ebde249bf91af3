/** Reading SVG text in tests. */
import { createRequire } from "node:module";

const { JSDOM } = createRequire(import.meta.url)("jsdom");
const { window } = new JSDOM("");

/** The root element; throws when the text is no well-formed XML. */
export function parse(svg: string): any {
  const root = new window.DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (root.nodeName !== "svg") throw new Error(`no SVG: ${svg.slice(0, 200)}`);
  return root;
}

/** All texts in the picture, lines of one text joined. */
export function texts(svg: string): string[] {
  return [...parse(svg).querySelectorAll("text")].map((text: any) => {
    const lines = [...text.querySelectorAll("tspan")].map((line: any) => line.textContent);
    return lines.length > 0 ? lines.join(" ") : text.textContent;
  });
}

/** How many separate strokes or outlines of this colour are in the plot itself, without the legend. */
export function subpaths(svg: string, color: string): number {
  const inPlot = [...parse(svg).querySelectorAll("[clip-path] path")];
  const colored = inPlot.filter((path: any) =>
    [path.getAttribute("fill"), path.getAttribute("stroke")].includes(color),
  );
  return colored.reduce((sum: number, path: any) => sum + path.getAttribute("d").split("M").length - 1, 0);
}
