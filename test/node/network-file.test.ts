import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { DataError } from "../../src/engine/csv";
import { matrix } from "../../src/engine/matrix-constructors";
import { createNetwork } from "../../src/engine/network";
import { toJson } from "../../src/engine/network-json";
import { seed } from "../../src/engine/random";
import { loadNetwork, saveNetwork } from "../../src/node/network-file";

const root = mkdtempSync(join(tmpdir(), "networks "));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, "one "));
});
afterAll(() => rmSync(root, { recursive: true }));

const network = createNetwork({ sizes: [2, 3, 1], activations: ["tanh", "sigmoid"], rng: seed(1) });
const other = createNetwork({ sizes: [4, 1], activations: ["relu"], rng: seed(2) });

test("a saved network is loaded with the same numbers, and saving again replaces it", () => {
  const path = join(folder, "net.json");
  saveNetwork(path, network);
  expect(toJson(loadNetwork(path))).toBe(toJson(network));
  saveNetwork(path, other);
  expect(toJson(loadNetwork(path))).toBe(toJson(other));
  expect(readdirSync(folder)).toEqual(["net.json"]);
});

test("a network that can't be written leaves the file as it was", () => {
  const path = join(folder, "net.json");
  saveNetwork(path, network);
  const broken = { layers: [{ ...other.layers[0], b: matrix([[NaN]]) }] };
  expect(() => saveNetwork(path, broken)).toThrow("toJson: b[1] is NaN in row 0, column 0");
  expect(readFileSync(path, "utf8")).toBe(toJson(network));
  expect(readdirSync(folder)).toEqual(["net.json"]);
});

test("a folder that is not there, or in the file's place, is said, and nothing is left behind", () => {
  const missing = join(folder, "models");
  expect(() => saveNetwork(join(missing, "net.json"), network)).toThrow(
    new DataError(`saveNetwork: ${join(missing, "net.json")}: there is no folder ${missing}; make it first`),
  );
  mkdirSync(missing);
  expect(() => saveNetwork(missing, network)).toThrow(
    new DataError(`saveNetwork: ${missing}: this is a folder, or in the place of one; give a file's name`),
  );
  expect(readdirSync(folder)).toEqual(["models"]);
});

test("a missing file is said in one line, with the folder looked in", () => {
  expect(() => loadNetwork("no-such-net.json")).toThrow(
    new DataError(`loadNetwork: no-such-net.json: there is no such file in ${process.cwd()}`),
  );
});

test("a damaged file is said with its name and the place", () => {
  const path = join(folder, "net.json");
  writeFileSync(path, toJson(network).slice(0, -20));
  expect(() => loadNetwork(path)).toThrow(
    new DataError(`loadNetwork: ${path}: this is not JSON: it ends too early; was the file cut off?`),
  );
});
