/** What Jupyter starts (see kernelspec): builds if the sources have changed, then runs the kernel. */
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "./build.mjs";

const root = path.resolve(import.meta.dirname, "..", "..");
const { main } = createRequire(import.meta.url)(path.join(build(root), "commands", "kernel.js"));
process.exit(await main(process.argv.slice(2), { root }));
