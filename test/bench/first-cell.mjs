// From nothing to the first cell's result, as a kernel or the runner does it.
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "../../src/setup/build.mjs";

const root = path.resolve(import.meta.dirname, "..", "..");
const dist = build(root);
const require = createRequire(import.meta.url);
const { Compiler } = require(path.join(dist, "kernel", "compiler", "compiler.js"));
const { Session } = require(path.join(dist, "kernel", "session.js"));
const session = new Session({ compiler: new Compiler(root), code: path.join(dist, "kernel") });
/** @param {{ data: Record<string, string> }} output */
const print = (output) => console.log(output.data["text/plain"]);
await session.execute("1 + 1", print);
