/** Values as the bundles a client can show. */
import { inspect } from "node:util";
import type { Bundle } from "../protocol";

const asBundle = Symbol.for("Jupyter.display");
const MAX_BUNDLE_MB = 32;

/** A value that has the method `Symbol.for("Jupyter.display")` shows itself; every other one is shown as text. */
export function toBundle(value: unknown): Bundle | Promise<Bundle> {
  const method = value === null || value === undefined ? undefined : (value as Record<symbol, unknown>)[asBundle];
  if (typeof method !== "function") return { "text/plain": inspect(value) };
  const bundle: unknown = method.call(value);
  return bundle instanceof Promise ? bundle.then(checkBundle) : checkBundle(bundle);
}

function checkBundle(bundle: unknown): Bundle {
  if (typeof bundle !== "object" || bundle === null || !Object.keys(bundle).every((type) => type.includes("/"))) {
    throw new TypeError(
      `display: ${inspect(bundle, { depth: 0 })} came; expected an object with MIME types as keys: { "text/plain": "…" }`,
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(bundle));
  if (bytes > MAX_BUNDLE_MB * 2 ** 20) {
    const size = (bytes / 2 ** 20).toFixed(1);
    throw new RangeError(`display: ${size} MB came; one output may hold ${MAX_BUNDLE_MB} MB; show less of it`);
  }
  return bundle as Bundle;
}
