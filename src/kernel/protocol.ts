/**
 * What passes between the session and the realm, its child process. Every message is one frame in a pipe:
 *
 *     bytes 0–3   length of the text, big-endian
 *     bytes 4–7   number of the frame, from 1: a frame written twice (its writer was interrupted) is read once
 *     the rest    the message as JSON, UTF-8
 */
import type { CheckRequest } from "./checker";

/** Descriptors of the realm process beside stdin, stdout and stderr. */
export const REQUESTS_FD = 3;
export const REPLIES_FD = 4;
/** A sandboxed realm has none. */
export const WATCH_FD = 5;

/** Byte sent over WATCH_FD to interrupt the running cell. */
export const INTERRUPT = 0x69;

/** A value in several forms at once, by MIME type. */
export type Bundle = Record<string, unknown>;

/** A position map: for each line of JavaScript the triples [column, source line, source column], all counted from 0. */
export type LineMap = number[][];

/** JavaScript text that the realm can run, and where each piece of it came from. */
export interface Script {
  code: string;
  map: LineMap;
}

/** A compiled file of the repository that cells import, by its absolute path ending in `.js`. */
export interface ModuleText extends Script {
  path: string;
  /** The file a person edits, relative to the repository: `src/engine/matrix.ts`. */
  source: string;
}

export interface ExecuteRequest extends Script {
  type: "execute";
  /** Number of the cell in this session, from 1: stack frames are named after it. */
  cell: number;
  /** Values the cell declares; after a failure the realm says which of them were bound. */
  names: string[];
  /** Modules that are new or changed since the last request; what imports a changed one is loaded again too. */
  modules: ModuleText[];
}

/** First message to a realm. */
export interface StartRequest {
  type: "start";
  /** Repository root, with forward slashes: what `./src` and `datasets/…` are relative to. */
  root: string;
  /** Whether what reaches out of the process is taken away before the first cell; there is no watch thread then. */
  isSandboxed: boolean;
}

/** Asks for word once code that went on after the last cell has had a moment to end. */
export interface SettleRequest {
  type: "settle";
}

/** A question of a check to the function that the program gave it. */
export interface AskRequest {
  type: "ask";
  check: number;
  question: number;
  what: unknown;
}

/** A check is over; the program is not told how it went. */
export interface CheckedRequest {
  type: "checked";
  check: number;
}

export type Request = StartRequest | ExecuteRequest | SettleRequest | AskRequest | CheckedRequest;

/** One line of a stack: where, in the source that a person wrote. */
export interface Frame {
  /** Function name, or "" at the top level. */
  function: string;
  /** Number of a cell, or the path of a file relative to the repository. */
  place: number | string;
  /** Line and column from 1. */
  line: number;
  column: number;
}

/** What was thrown, in a form that can travel. */
export interface Thrown {
  name: string;
  message: string;
  frames: Frame[];
  cause?: Thrown;
}

export type Reply =
  | { type: "ready" }
  | { type: "stream"; name: "stdout" | "stderr"; text: string }
  | { type: "display"; data: Bundle; metadata: Bundle; id?: string; update?: boolean }
  | { type: "clear"; wait: boolean }
  | { type: "result"; data: Bundle; metadata: Bundle }
  | { type: "late"; error: Thrown; cell: number }
  | { type: "done"; cell: number; error?: Thrown; bound: string[] }
  | { type: "check"; check: number; request: CheckRequest }
  | { type: "answer"; question: number; answer: unknown }
  | { type: "settled" };
