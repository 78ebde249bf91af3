import { expect, test } from "vitest";
import { compactSvg } from "../../src/plots/svg-compact";
import { pathLength, pointAtLength } from "../../src/plots/svg-length";
import { measure, textLength } from "../../src/plots/svg-measure";
import { asMark, rounded, straightened } from "../../src/plots/svg-path";
import { textWidth } from "../../src/plots/text-width";
import { parse } from "./svg";

const head = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"';

function compact(inner: string): string {
  const svg = compactSvg(parse(`${head}>${inner}</svg>`), { label: "a & b", prefix: "p" });
  return svg.replace(/^<svg[^>]*>|\n|<\/svg>$/g, "");
}

test("widths are those of Helvetica's metrics", () => {
  expect(textWidth("")).toBe(0);
  expect(textWidth("Wil.")).toBeCloseTo(0.944 + 0.222 + 0.222 + 0.278, 12);
  expect(textWidth("40,000")).toBeCloseTo(5 * 0.556 + 0.278, 12);
  expect(textWidth("e\u0301")).toBe(textWidth("e"));
  expect(textWidth("機")).toBe(1);
});

test("a text is measured by its font, its anchor, its lines and what turns it", () => {
  const box = (text: string) => measure(parse(`${head}>${text}</svg>`).firstChild);
  const plain = '<text x="10" y="20" style="font-size: 20px">00</text>';
  expect(box(plain)).toEqual({ left: 10, right: 10 + 2 * 0.556 * 20, top: 2, bottom: 24 });
  expect(box(plain.replace("<text", '<text text-anchor="end"')).right).toBe(10);
  expect(box(`<g transform="translate(5,6)">${plain}</g>`)).toMatchObject({ left: 15, top: 8 });
  expect(box(`<g transform="rotate(-90)">${plain}</g>`).left).toBeCloseTo(2, 9);
  const lines = `<text x="0" y="10" font-size="10"><tspan class="line" dy="0em">0</tspan><tspan class="line" dy="1.3em">000</tspan></text>`;
  expect(box(lines)).toEqual({ left: 0, right: 3 * 5.56, top: 1, bottom: 25 });
  expect(box("<path d='M0,0'/>")).toEqual({ left: 0, right: 0, top: 0, bottom: 0 });
  const half = parse(`${head}><text font-size="10">0<tspan style="font-size:50%">0</tspan></text></svg>`).firstChild;
  expect(textLength(half)).toBeCloseTo(5.56 * 1.5, 9);
});

test("lengths along a path are walked, straight or curved", () => {
  expect(pathLength("M0,0L3,4H13V9")).toBe(20);
  expect(pointAtLength("M0,0L3,4H13", 10)).toEqual({ x: 8, y: 4 });
  expect(pointAtLength("M0,0L3,4", 99)).toEqual({ x: 3, y: 4 });
  expect(pathLength("m0,0l3,4z")).toBe(10);
  expect(pathLength("M0,0C0,0 10,0 10,0")).toBeCloseTo(10, 9);
  expect(pathLength("M0,0Q5,0 10,0")).toBeCloseTo(10, 9);
});

test("a path's numbers are rounded, and a short one becomes the same mark wherever it stands", () => {
  expect(rounded("M1.23456,-0.0001L1e-7,2", 2)).toBe("M1.23,0L0,2");
  const square = "M3,3H-3V-3H3Z";
  expect(asMark(square, 10, 20)).toEqual({ x: 13, y: 23, rest: "h-6v-6h6z" });
  expect(asMark("M5,0A5,5 0 1,1 0,-5A5,5 0 0,1 5,0Z", 0, 0)?.rest).toBe("a5 5 0 1 1-5-5a5 5 0 0 1 5 5z");
  expect(asMark(`M0,0${"L1,1".repeat(20)}`, 0, 0)).toBeUndefined();
  expect(asMark("M0,0 1,1 2,2", 0, 0)).toBeUndefined();
});

test("what cannot be seen is left out", () => {
  expect(compact('<g class="a"><g/></g><rect width="9" height="9" style="fill: none; stroke: none"/>')).toBe("");
  expect(compact('<path d="" style="fill: red"/><circle r="3" style="opacity: 0"/>')).toBe("");
  expect(compact('<circle r="3" style="fill: rgb(255, 0, 0); fill-opacity: 1; stroke-width: 0px; opacity: 1"/>')).toBe(
    '<circle r="3" fill="#ff0000"/>',
  );
});

test("a fill that is transparent stays transparent", () => {
  const style = "stroke: rgb(255, 0, 0); stroke-width: 2px; fill: rgb(0, 0, 0); fill-opacity: 0";
  expect(compact(`<rect width="9" height="9" style="${style}"/>`)).toBe(
    '<rect width="9" height="9" stroke="#ff0000" stroke-width="2" fill="none"/>',
  );
});

test("a curve that bends nowhere is a line; one that bends is kept", () => {
  expect(straightened("M0,0Q1,2 1,2C1,2 3,4 3,4Z")).toBe("M0,0L1,2L3,4Z");
  expect(straightened("M0,0C1,2 3,4 3,4Q5,5 6,4")).toBe("M0,0C1,2,3,4,3,4Q5,5,6,4");
  expect(straightened("M5,0A5,5 0 1,1 0,-5")).toBe("M5,0A5,5 0 1,1 0,-5");
});

test("what acts on its own or calls elsewhere is left out", () => {
  const inner = '<script>x</script><a href="javascript:x"><text x="1" y="2" onclick="x">t</text></a>';
  expect(compact(inner)).toBe('<text x="1" y="2">t</text>');
  expect(compact('<image href="http://localhost/a.png" width="5" height="5"/><style>a{}</style>')).toBe("");
});

test("equal opaque neighbours become one path; transparent or different ones stay apart", () => {
  const dot = (x: number, style: string) => `<path transform="translate(${x},0)" d="M1,0V1H0Z" style="${style}"/>`;
  const red = "fill: rgb(255, 0, 0)";
  expect(compact(dot(0, red) + dot(5, red))).toBe('<path d="M1 0v1h-1zM6 0v1h-1z" fill="#ff0000"/>');
  expect(compact(dot(0, red) + dot(5, "fill: rgb(0, 0, 255)")).match(/<path/g)).toHaveLength(2);
  const pale = `${red}; fill-opacity: 0.5`;
  expect(compact(dot(0, pale) + dot(5, pale)).match(/<path/g)).toHaveLength(2);
});

test("only definitions that are used stay, under the picture's own ids", () => {
  const clips = '<defs><clipPath id="a"><rect width="1" height="1"/></clipPath><clipPath id="b"/></defs>';
  expect(compact(`${clips}<g clip-path="url('#a')"><circle r="3"/></g>`)).toBe(
    '<defs><clipPath id="p0"><rect width="1" height="1"/></clipPath></defs><g clip-path="url(#p0)"><circle r="3"/></g>',
  );
});

test("the picture says what it is; a text keeps the places of its lines and its spaces", () => {
  const svg = compactSvg(parse(`${head}/>`), { label: 'a & "b"', prefix: "p" });
  expect(svg).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50" role="img" aria-label="a &amp; &quot;b&quot;"/>',
  );
  const lines = '<text x="5" y="6"><tspan x="0" dy="1em">a &lt; b</tspan></text>';
  expect(compact(lines)).toBe(lines);
  expect(compact('<text x="1" y="1" style="white-space: pre">a  b</text>')).toContain('white-space="pre"');
  expect(compact('<text x="1" y="1" style="white-space: pre">a b</text>')).toBe('<text x="1" y="1">a b</text>');
});
