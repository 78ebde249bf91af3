/** How far a long command is, on a terminal; elsewhere a line at every tenth. */

export interface ProgressBar {
  step(): void;
  end(): void;
}

const WIDTH = 30;

export function progressBar(total: number, what = "graded"): ProgressBar {
  const live = process.stderr.isTTY;
  const start = performance.now();
  let done = 0;
  return {
    step() {
      done++;
      const seconds = (performance.now() - start) / 1000;
      const left = Math.round((seconds / done) * (total - done));
      if (live) {
        const filled = Math.round((WIDTH * done) / total);
        const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
        process.stderr.write(`\r\u001b[K${bar} ${what} ${done} of ${total}, about ${left} s left`);
      } else if (total >= 20 && Math.floor((10 * done) / total) > Math.floor((10 * (done - 1)) / total)) {
        console.log(`${what} ${done} of ${total}, ${seconds.toFixed(1)} s`);
      }
    },
    end() {
      if (live) process.stderr.write("\r\u001b[K");
    },
  };
}
