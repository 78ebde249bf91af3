/** Lengths along an SVG path, which linkedom does not know: Plotly asks for them to place arrows and contour labels. */
import { type Command, readPath } from "./svg-path";

interface Point {
  x: number;
  y: number;
}

/** Curves are walked in so many straight steps: half a pixel off at most, for labels and arrow heads. */
const steps = 8;

/** The length of a path given by its `d`; the jump to a second subpath counts too, as Plotly draws none where it asks. */
export function pathLength(d: string): number {
  const points = flatten(d);
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += distance(points[i - 1], points[i]);
  return sum;
}

/** The point so far along the path; its ends for lengths beyond them. */
export function pointAtLength(d: string, length: number): Point {
  const points = flatten(d);
  let rest = length;
  for (let i = 1; i < points.length && rest > 0; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const step = distance(a, b);
    if (rest <= step) return { x: a.x + ((b.x - a.x) * rest) / step, y: a.y + ((b.y - a.y) * rest) / step };
    rest -= step;
  }
  return points[rest > 0 ? points.length - 1 : 0] ?? { x: 0, y: 0 };
}

let latest: { d: string; points: Point[] } | undefined;

/** Plotly asks for many points of one path in turn: the latest one is kept. */
function flatten(d: string): Point[] {
  if (latest?.d !== d) latest = { d, points: readPath(d).reduce(walk, []) };
  return latest.points;
}

function walk(points: Point[], { letter, values }: Command): Point[] {
  const at = points[points.length - 1] ?? { x: 0, y: 0 };
  const lower = letter.toLowerCase();
  const from = letter === lower ? at : { x: 0, y: 0 };
  if (lower === "z") return points.length > 0 ? push(points, points[0]) : points;
  if (lower === "h") return push(points, { x: from.x + values[0], y: at.y });
  if (lower === "v") return push(points, { x: at.x, y: from.y + values[0] });
  const end = pair(values, values.length - 2, from);
  if (lower !== "c" && lower !== "q") return push(points, end); // an arc as its chord
  const controls = lower === "c" ? [pair(values, 0, from), pair(values, 2, from)] : [pair(values, 0, from)];
  for (let i = 1; i <= steps; i++) points.push(bezier([at, ...controls, end], i / steps));
  return points;
}

function push(points: Point[], point: Point): Point[] {
  points.push(point);
  return points;
}

function pair(values: number[], i: number, from: Point): Point {
  return { x: from.x + values[i], y: from.y + values[i + 1] };
}

/** De Casteljau: between neighbours again and again until one point is left. */
function bezier(points: Point[], t: number): Point {
  if (points.length === 1) return points[0];
  const between = points.slice(1).map((b, i) => ({
    x: points[i].x + t * (b.x - points[i].x),
    y: points[i].y + t * (b.y - points[i].y),
  }));
  return bezier(between, t);
}

function distance(a: Point, b: Point): number {
  return Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
}
