/** A Chromium to look with: the one that CHROMIUM names, or one on the PATH. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** @throws Error when there is none */
export async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? onPath();
  if (!executablePath) throw new Error("No Chromium found: install one, or set CHROMIUM to its executable.");
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
