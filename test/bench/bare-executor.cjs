// tslab's converter and executor as they come, in this process.
const { createConverter } = require("tslab/dist/converter");
const { createExecutor } = require("tslab/dist/executor");

module.exports = () => {
  const converter = createConverter();
  const convs = { node: converter, browser: converter, close: () => converter.close() };
  return createExecutor(process.cwd(), convs, { log() {}, error: console.error });
};
