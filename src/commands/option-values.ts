/** Values on a command line, read with care: what the commands share. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { parseShard, type Shard } from "./shard";

/** What the user typed cannot be done; the message says what was expected. */
export class UsageError extends Error {
  override name = "UsageError";
}

/**
 * Node's `parseArgs`.
 * @throws UsageError for what is no option, or lacks its value
 */
export function readArgs<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** @throws UsageError */
export function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && number < 1e6)) {
    throw new UsageError(`${option} ${text}: expected a number above 0 and below 1000000`);
  }
  return number;
}

/** @throws UsageError */
export function wholeNumber(option: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) {
    throw new UsageError(`${option} ${text}: expected a whole number from ${least}`);
  }
  return number;
}

/** @throws UsageError */
export function shardOf(text: string): Shard {
  const shard = parseShard(text);
  if (!shard) throw new UsageError(`--shard ${text}: expected i/n, i from 0 and less than n, as in --shard 0/4`);
  return shard;
}
