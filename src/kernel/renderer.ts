import type { Bundle } from "./protocol";

/** What the kernel asks of whoever draws pictures for clients without JavaScript; it is handed in, the kernel knows no plots. */
export interface Renderer {
  /** Cells have begun to import: pictures may come, so it may get ready. */
  warmUp(): void;
  /** Whether `render` has something to add to this bundle. */
  canRender(bundle: Bundle): boolean;
  /** The bundle with its picture; rejects, in due time, when there is none. */
  render(bundle: Bundle): Promise<Bundle>;
}
