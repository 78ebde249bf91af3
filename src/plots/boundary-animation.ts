import type { Matrix } from "../engine/matrix";
import { type BoundaryOptions, boundary, rightOnes } from "./boundary";
import type { Figure, Json } from "./figure";
import type { MatrixLike } from "./points";

/** The network after so many iterations. */
export interface Moment {
  iteration: number;
  /** 2 × m → 1 × m, ŷ per column, as `boundary` takes it. */
  predict(X: Matrix<2, any>): MatrixLike;
}

export interface BoundaryAnimationOptions extends BoundaryOptions {
  /** At most so many of the moments are shown, the first and the last among them; default 15. */
  most?: number;
}

/** Pixels below the plot for the buttons and the slider. */
const controls = 96;
const still = { duration: 0 };

/**
 * `boundary` through the iterations, with a slider and a play button that need no kernel; a picture without buttons shows
 * the last moment. The grid is coarser than `boundary`'s, 26 × 26 points 0.3 apart, since each moment carries one.
 * @throws RangeError for no moment, iterations that do not rise, and all that `boundary` refuses
 */
export function boundaryAnimation(
  moments: readonly Moment[],
  X: Matrix<2, any>,
  Y: MatrixLike,
  options: BoundaryAnimationOptions = {},
): Figure {
  const { most = 15, ...rest } = options;
  check(moments, most);
  const shown = thinned(moments, most);
  const last = shown[shown.length - 1];
  const title = rest.title ?? "What the network answers, iteration by iteration";
  const settings = { step: 0.3, count: 26, height: 560, ...rest, title };
  const rights = shown.map(({ predict }) => rightOnes(predict, X, Y));
  const description = rest.description ?? sentence(shown, rights, X.cols);
  const draw = ({ predict }: Moment, height: number) =>
    boundary((points) => predict(points), X, Y, { ...settings, height, description });
  const figure = draw(last, settings.height + controls);
  const picture = draw(last, settings.height);
  const { height, title: heading, margin } = picture.layout;
  figure.layout.margin = { ...(margin as Json), b: (margin as { b: number }).b + controls };
  figure.layout.sliders = [slider(shown)];
  figure.layout.updatemenus = [buttons()];
  figure.layout.meta = { description, still: { height, title: heading, margin, sliders: [], updatemenus: [] } };
  figure.frames = shown.map((moment) => ({
    name: String(moment.iteration),
    data: draw(moment, settings.height)
      .data.slice(0, 2)
      .map(({ x, y }) => ({ x, y })),
    traces: [0, 1],
  }));
  return figure;
}

function check(moments: readonly Moment[], most: number): void {
  if (moments.length === 0)
    throw new RangeError("boundaryAnimation: there is no moment; expected { iteration, predict }");
  if (!(Number.isInteger(most) && most >= 2)) {
    throw new RangeError(`boundaryAnimation: most is ${most}; expected a whole number from 2`);
  }
  moments.forEach(({ iteration }, i) => {
    if (i === 0 || iteration > moments[i - 1].iteration) return;
    const before = moments[i - 1].iteration;
    throw new RangeError(`boundaryAnimation: iteration ${iteration} comes after ${before}; expected rising iterations`);
  });
}

function thinned(moments: readonly Moment[], most: number): Moment[] {
  if (moments.length <= most) return [...moments];
  return Array.from({ length: most }, (_, i) => moments[Math.round((i * (moments.length - 1)) / (most - 1))]);
}

function slider(shown: Moment[]): Json {
  return {
    active: shown.length - 1,
    x: 0.2,
    len: 0.8,
    y: 0,
    yanchor: "top",
    pad: { t: 64, b: 0 },
    font: { size: 12 },
    currentvalue: { prefix: "iteration ", font: { size: 13 }, xanchor: "left" },
    steps: shown.map(({ iteration }) => ({
      label: String(iteration),
      method: "animate",
      args: [[String(iteration)], { mode: "immediate", frame: { ...still, redraw: true }, transition: still }],
    })),
  };
}

/** Play goes on from the moment shown, or from the first one when that is the last. */
function buttons(): Json {
  const play = { fromcurrent: true, mode: "immediate", frame: { duration: 500, redraw: true }, transition: still };
  const pause = { mode: "immediate", frame: { ...still, redraw: true }, transition: still };
  return {
    type: "buttons",
    direction: "right",
    showactive: false,
    x: 0,
    xanchor: "left",
    y: 0,
    yanchor: "top",
    pad: { t: 66, l: -50 },
    font: { size: 12 },
    buttons: [
      { label: "▶ Play", method: "animate", args: [null, play] },
      { label: "❚❚", method: "animate", args: [[null], pause] },
    ],
  };
}

function sentence(shown: Moment[], rights: number[], m: number): string {
  const [from, to] = [shown[0], shown[shown.length - 1]].map(({ iteration }) => iteration);
  const before = shown.length === 1 ? "" : ` At iteration ${from}, ${rights[0]} of ${m} samples lie on the right side.`;
  return (
    `Squares where the network says class 1 (ŷ > 0.5), dots where it says class 0, here after ${to} iterations: ` +
    `${rights[rights.length - 1]} of ${m} samples (○ 0, × 1) lie on the right side.${before}`
  );
}
