/**
 * `npm run reset -- NOTEBOOK`: a fresh copy of that notebook in work/; the old one is kept beside it.
 */
import { explainFileError } from "./start.mjs";
import { courseFiles, findByName, resetFile, shortName } from "./work.mjs";

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function reset(root, args) {
  const files = courseFiles(root);
  const names = `the notebooks are: ${files.map((file) => shortName(file, files)).join(", ")}`;
  if (args.length !== 1) {
    console.error(`Name the notebook that you want afresh: npm run reset -- NOTEBOOK; ${names}`);
    return 2;
  }
  const found = findByName(args[0], files);
  if (found.length !== 1) {
    const what = found.length === 0 ? "There is no notebook" : "There is more than one notebook";
    console.error(`${what} ${JSON.stringify(args[0])}; ${names}`);
    return 2;
  }
  try {
    const kept = resetFile(root, found[0], new Date());
    const yours = kept ? ` Yours is now work/${kept}. Where it is open: File, Reload from Disk.` : "";
    console.log(`work/${found[0]} is a fresh copy.${yours}`);
    return 0;
  } catch (error) {
    console.error(explainFileError(error));
    return 1;
  }
}
