// Loads tslab and makes its converter, nothing else: what any kernel on tslab must wait for.
const { createConverter } = require("tslab/dist/converter");
createConverter();
console.log("ready");
