/**
 * Is this Node new enough? Loaded before anything else, by a Node of any age: this file and run.mjs keep to the
 * JavaScript of 2015, so that an old Node can read them and say what is wrong.
 */

/** The versions that run the workbook; package.json's `engines` says the same. jsdom sets the limits. */
export var NODE_RANGE = ">=20.19 <21 || >=22.13";

/**
 * What to tell the user when the Node called `version` (such as "18.20.4") cannot run the workbook; "" when it can.
 * @param {string} version
 */
export function nodeProblem(version) {
  var parts = String(version).split(".");
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > 22 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19)) return "";
  return (
    "This is Node " +
    version +
    "; the workbook needs Node 20.19 or newer (of Node 22: 22.13 or newer).\n" +
    "Install the current LTS from https://nodejs.org (or type: nvm install --lts), then type this command again."
  );
}
