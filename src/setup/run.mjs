/**
 * What every npm script calls: `node src/setup/run.mjs COMMAND ARGUMENTS…`.
 *
 * An old Node must be able to read this file up to its end, so it only looks at Node's version and hands over.
 */
import { nodeProblem } from "./node-version.mjs";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  import("./commands.mjs")
    .then((commands) => commands.main(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
}
