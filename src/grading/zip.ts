/**
 * The notebooks in a zip file. Nothing in it decides where a file is written: entries become numbered files in a folder
 * of the grader's, and their names are only read.
 */
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";
import { LARGEST_MB } from "./read-submission";
import type { HandedIn } from "./submissions";

/** All notebooks together, unpacked. */
const LARGEST_ZIP_MB = 8192;
const MOST_ENTRIES = 200_000;

/** The file as a whole cannot be used. */
export class ZipError extends Error {
  override name = "ZipError";
}

/**
 * @param shown how messages call the zip file
 * @param folder to unpack to
 * @returns the notebooks, and what was left out, a line each
 * @throws ZipError for a file that is no zip, is damaged, or unpacks to more than it may
 */
export async function unpack(
  path: string,
  shown: string,
  folder: string,
): Promise<{ notebooks: HandedIn[]; lost: string[] }> {
  mkdirSync(folder, { recursive: true });
  const notebooks: HandedIn[] = [];
  const lost: string[] = [];
  let entries = 0;
  let megabytes = 0;
  try {
    const zip = await yauzl.openPromise(path, { decodeStrings: false, autoClose: true });
    for await (const entry of zip.eachEntry()) {
      if (++entries > MOST_ENTRIES) throw new ZipError(`${shown}: holds more than ${MOST_ENTRIES} files`);
      const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      const problem = yauzl.validateFileName(name);
      if (problem) lost.push(`${shown}: ${JSON.stringify(name)} leads out of the zip; it is left out`);
      if (/\.zip$/i.test(name)) lost.push(`${shown}: ${name} is a zip in the zip; unpack it and grade it by itself`);
      if (problem || !isWanted(name)) continue;
      const time = entry.getLastModDate().getTime();
      const size = entry.uncompressedSize / 2 ** 20;
      if (size > LARGEST_MB) {
        const what = `the file has ${Math.round(size)} MB, and may have ${LARGEST_MB}; clear the outputs and hand it in again`;
        notebooks.push({ path: name, problem: what, time });
      } else if (entry.isEncrypted()) {
        notebooks.push({ path: name, problem: "the file is locked with a password", time });
      } else {
        megabytes += size;
        if (megabytes > LARGEST_ZIP_MB)
          throw new ZipError(`${shown}: unpacks to more than ${LARGEST_ZIP_MB / 1024} GB`);
        const file = join(folder, `${notebooks.length + 1}.ipynb`);
        // A stream that holds more than the entry says it does is an error: the size is a limit.
        await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file));
        notebooks.push({ path: name, file, time });
      }
    }
  } catch (error) {
    if (error instanceof ZipError || (error as NodeJS.ErrnoException).syscall) throw error;
    throw new ZipError(`${shown}: cannot be unpacked: ${(error as Error).message}`);
  }
  return { notebooks, lost };
}

function isWanted(name: string): boolean {
  return /\.ipynb$/i.test(name) && !/(^|\/)(\.|__MACOSX\/)/.test(name);
}
