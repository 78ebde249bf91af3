import type { Bundle } from "./protocol";

/** What the kernel asks of whoever draws pictures for clients without JavaScript; it is handed in, the kernel knows no plots. */
export interface Renderer {
  /** How long a cell waits for one picture, in milliseconds; then its output goes out without. */
  readonly patienceMs: number;
  /** Whether `render` has something to add to this bundle. */
  canRender(bundle: Bundle): boolean;
  /** The bundle with its picture; rejects, or takes too long, when there is none. */
  render(bundle: Bundle): Promise<Bundle>;
}
