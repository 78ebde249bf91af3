/** Many tests start processes from dist/: it is built before the first, so that no two build it at once. */
import { build } from "../../src/setup/build.mjs";
import { repository } from "./tiny-workbook";

export function setup(): void {
  build(repository);
}
