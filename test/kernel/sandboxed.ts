/** Sessions whose cells run in a sandbox. */
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Compiler } from "../../src/kernel/compiler/compiler";
import type { SessionOptions } from "../../src/kernel/session";
import { TestSession } from "./kernel";

export class SandboxedSession extends TestSession {
  readonly folder: string;

  constructor(compiler: Compiler, options: Partial<SessionOptions> = {}) {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "workbook sandbox "));
    super(compiler, { memoryMB: 200, sandbox: { folder }, ...options });
    this.folder = folder;
  }
}
