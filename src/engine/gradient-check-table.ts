/** What a gradient check has to say: each layer's worst entry, and where a wrong backward goes wrong. */
import type { Compared } from "./gradient-check";
import { type Network, parameterCount, sizes } from "./network";
import { plural } from "./shape-error";
import { type Table, table } from "./table";

const HEADER = ["layer", "worst at", "numeric", "analytic", "relative error"];

/** `all` holds every entry, a list a layer; `layers` each layer's worst. */
export function gradientCheckTable(
  network: Network,
  all: readonly (readonly Compared[])[],
  layers: readonly Compared[],
  m: number,
): Table {
  const wrong = all.flat().filter(({ agrees }) => !agrees);
  const count = plural(parameterCount(network), "derivative");
  const found = wrong.length === 0 ? "all agree" : `${wrong.length} of them wrong`;
  const title = `gradient check of ${sizes(network).join("-")}: ${count}, ${found}`;
  const rows = layers.map((entry) => {
    const { layer, numeric, analytic, error } = entry;
    return [`${layer}`, placeOf(entry), numeric.toExponential(6), analytic.toExponential(6), error.toExponential(1)];
  });
  return table(title, HEADER, rows, noteOn(layers, wrong, m));
}

function noteOn(layers: readonly Compared[], wrong: readonly Compared[], m: number): string {
  if (wrong.length > 0) return `${whereToLook(wrong, layers.length)}${factor(wrong, m)}`;
  if (layers.every(({ error }) => error <= 1e-5)) return "";
  return "An error above 1e-5 is that of a derivative so small that rounding explains it.";
}

/** `W[2], row 0, column 3` */
function placeOf({ layer, parameter, row, column }: Compared): string {
  return `${parameter}[${layer}], row ${row}${parameter === "W" ? `, column ${column}` : ""}`;
}

/** The way back begins at layer L: the first layer that is wrong there is where the mistake is made. */
function whereToLook(wrong: readonly Compared[], L: number): string {
  const l = wrong.reduce((last, { layer }) => Math.max(last, layer), 0);
  const has = (parameter: string) => wrong.some((entry) => entry.layer === l && entry.parameter === parameter);
  const first = l === L ? "" : " (the layers after it are right)";
  if (!has("b")) return `db[${l}] is right, dW[${l}] is not${first}: look at dW (5.7).`;
  if (!has("W")) return `dW[${l}] is right, db[${l}] is not${first}: look at db (5.8).`;
  const look = l === L ? `dZ[${l}] (5.12, 5.6)` : `dZ[${l}] (5.6) and dA[${l}] (5.9)`;
  return `dW[${l}] and db[${l}] are wrong${first}: look at ${look}.`;
}

/** A factor that all wrong entries have in common tells the mistake. */
function factor(wrong: readonly Compared[], m: number): string {
  const sized = wrong.filter(({ numeric }) => numeric !== 0);
  const ratios = sized.map(({ numeric, analytic }) => analytic / numeric);
  if (ratios.length === 0) return "";
  const k = ratios[0];
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-3 * Math.abs(b);
  if (!ratios.every((ratio) => near(ratio, k) || (k === 0 && ratio === 0))) return "";
  if (k === 0) return " What is wrong is 0.";
  if (near(k, -1)) return " What is wrong has the wrong sign.";
  if (m > 1 && near(k, m)) return ` What is wrong is m = ${m} times too large: 1/m is missing.`;
  if (m > 1 && near(k, 1 / m)) return ` What is wrong is m = ${m} times too small: 1/m comes twice.`;
  return ` What is wrong is ${Number(k.toPrecision(3))} times what it should be.`;
}
