/** A network at a glance: each layer's shapes and how many numbers it learns. */
import { type Network, parameterCount, sizes } from "./network";
import { plural, shapeText } from "./shape-error";
import { type Table, table } from "./table";

const HEADER = ["layer", "activation", "W[l]", "b[l]", "Z[l], A[l]", "parameters"];

/** The network's layers with their shapes, for a cell's last line: `summary(network)`. */
export function summary(network: Network): Table {
  const title = `${sizes(network).join("-")}: ${plural(parameterCount(network), "parameter")}`;
  const rows = network.layers.map(({ W, b, activation }, index) => {
    const learned = W.data.length + b.data.length;
    return [`${index + 1}`, activation.name, shapeText(W), shapeText(b), `${W.rows}×m`, `${learned}`];
  });
  return table(title, HEADER, rows);
}
