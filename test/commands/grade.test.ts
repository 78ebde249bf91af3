/** `npm run grade` as it is typed, on a class of the tiny homework. */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { USAGE } from "../../src/commands/grade-options";
import { repository, runNode } from "../setup/tiny-workbook";
import { handIn, rightAnswers, tinySource, write, writeSource } from "../submissions/tiny";
import { zipFile } from "../submissions/zip-file";

const COMMAND = [join(repository, "src", "setup", "run.mjs"), "grade"];
const RIGHT = rightAnswers();
const WRONG = rightAnswers({ double: "const double = (x: number) => x + 2;", squares: "const squares = () => [1];" });

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "workbook grade ä ")));
  writeSource(folder);
  return () => rmSync(folder, { recursive: true, force: true });
});

const grade = (...args: string[]) => runNode([...COMMAND, ...args], { env: { INIT_CWD: folder } });
/** Without the pages, which take a second to draw nothing. */
const score = (...args: string[]) => grade(...args, "--source", "source", "--no-reports");
const submit = (student: string, answers: Record<string, string>) =>
  write(join(folder, "submitted", student, "tiny", "tiny.ipynb"), handIn(answers));
const read = (...names: string[]) => readFileSync(join(folder, ...names), "utf8");
/** grades.csv without the seconds. */
const grades = (output = "grades") => read(output, "grades.csv").replace(/,[^,\n]*$/gm, "");

const ANNA = [
  "anna,tiny,double,2,2,auto",
  "anna,tiny,squares,3,3,auto",
  "anna,tiny,sum,1.5,1.5,auto",
  "anna,tiny,comment,0,1,manual",
];
const BEN = [
  "ben,tiny,double,0,2,auto",
  "ben,tiny,squares,1,3,auto",
  "ben,tiny,sum,1.5,1.5,auto",
  "ben,tiny,comment,0,1,manual",
];
const HEAD = "student,assignment,cell,points,max,status";
const table = (...rows: string[]) => `${[HEAD, ...rows].join("\n")}\n`;

describe("npm run grade", { timeout: 300_000 }, () => {
  it("scores a class in nbgrader's layout: cells, totals, summary, and a page a student", async () => {
    submit("anna", RIGHT);
    submit("ben", WRONG);
    const { code, stdout, stderr } = await grade(".", "--source", "source");
    expect(stderr).toBe("");
    expect(stdout.split("\n")).toEqual([
      "2 notebooks graded: grades/grades.csv",
      "2 answers are graded by hand: --manual FILE adds the points",
      "",
    ]);
    expect(code).toBe(0);
    expect(grades()).toBe(table(...ANNA, ...BEN));
    expect(read("grades", "totals.csv")).toBe(
      "student,name,tiny,points,max,waiting\nanna,,6.5,6.5,7.5,1\nben,,2.5,2.5,7.5,1\n",
    );
    expect(read("grades", "summary.md")).toContain("2 of 2 students handed in; mean 4.5, median 4.5 of 7.5 points.");
    const page = read("grades", "reports", "tiny", "ben.html");
    expect(page).toContain("<strong>2.5 of 7.5 points</strong>");
    expect(page).toContain("right for the inputs shown, but not for others");
    expect(page).not.toContain("-14");
  });

  it("grades again only what has changed, or what is asked for", async () => {
    submit("anna", RIGHT);
    submit("ben", WRONG);
    await score(".");
    const first = readdirSync(join(folder, "grades", "results", "tiny")).map((file) =>
      read("grades", "results", "tiny", file),
    );
    // Known results are taken as they are: a mark in one shows whether it was made anew.
    const mark = (student: string) => {
      const file = join(folder, "grades", "results", "tiny", `${student}.json`);
      writeFileSync(file, readFileSync(file, "utf8").replace('"points": 1.5', '"points": 1.25'));
    };
    mark("anna");
    mark("ben");
    submit("ben", RIGHT);
    await score(".");
    const kept = ANNA.map((row) => row.replace("1.5,1.5", "1.25,1.5"));
    expect(grades()).toBe(table(...kept, ...ANNA.map((row) => row.replace("anna", "ben"))));
    await score(".", "--student", "anna");
    expect(grades()).toBe(table(...ANNA, ...ANNA.map((row) => row.replace("anna", "ben"))));
    expect(first).toHaveLength(2);
  });

  it("that is killed and started again gives the same table", async () => {
    for (let s = 0; s < 12; s++) submit(`s${String(s).padStart(2, "0")}`, s % 3 ? RIGHT : WRONG);
    await score(".", "--output", "whole");
    const child = spawn(process.execPath, [...COMMAND, ".", "--source", "source", "--no-reports"], {
      env: { ...process.env, INIT_CWD: folder },
      stdio: "ignore",
    });
    const results = join(folder, "grades", "results", "tiny");
    while (!existsSync(results) || readdirSync(results).length < 3) await new Promise((done) => setTimeout(done, 20));
    child.kill("SIGKILL");
    await new Promise((done) => child.on("close", done));
    expect(readdirSync(results).length).toBeLessThan(12);
    await score(".");
    expect(grades()).toBe(grades("whole"));
  });

  it.skipIf(process.platform !== "linux")("of which a process is killed from outside loses nothing", async () => {
    for (let s = 0; s < 8; s++) submit(`s${s}`, s % 3 ? RIGHT : WRONG);
    await score(".", "--output", "whole");
    const args = [".", "--source", "source", "--no-reports", "--jobs", "1"];
    const child = spawn(process.execPath, [...COMMAND, ...args], {
      env: { ...process.env, INIT_CWD: folder },
      stdio: "ignore",
    });
    const results = join(folder, "grades", "results", "tiny");
    while (!existsSync(results) || readdirSync(results).length < 2) await new Promise((done) => setTimeout(done, 20));
    const [worker] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim().split(" ");
    process.kill(Number(worker), "SIGKILL");
    const code = await new Promise((done) => child.on("close", done));
    expect(code).toBe(0);
    expect(grades()).toBe(grades("whole"));
  });

  it("in shards, put together, gives the same table, names and points by hand included", async () => {
    for (const student of ["anna", "ben", "cora", "dan"]) submit(student, student < "c" ? RIGHT : WRONG);
    writeFileSync(join(folder, "roster.csv"), "id,first_name,last_name\nanna,Anna,Muster\nzoe,Zoë,Zwei\n");
    writeFileSync(join(folder, "manual.csv"), "student,assignment,cell,points,comment\nanna,tiny,comment,0.5,yes\n");
    const given = ["--roster", "roster.csv", "--manual", "manual.csv"];
    await score(".", ...given, "--output", "whole");
    for (const shard of ["0/3", "1/3", "2/3"])
      await score(".", ...given, "--shard", shard, "--output", `part-${shard[0]}`);
    const merged = await grade("--merge", "part-0", "part-1", "part-2", "--output", "joined", "--no-reports");
    expect(merged.code, merged.stderr).toBe(0);
    expect(grades("joined")).toBe(grades("whole"));
    expect(read("joined", "totals.csv")).toBe(read("whole", "totals.csv"));
    expect(read("joined", "totals.csv").split("\n").slice(0, 2)).toEqual([
      "student,name,tiny,points,max,waiting",
      "anna,Anna Muster,7,7,7.5,0",
    ]);
    expect(grades("joined")).toContain("zoe,tiny,double,0,2,missing");
    expect(grades("joined")).toContain("anna,tiny,comment,0.5,1,manual");
  });

  it("reads a flat folder, and a zip of Moodle's; what leads out of it is left out", async () => {
    write(join(folder, "flat", "anna_tiny.ipynb"), handIn(RIGHT));
    write(join(folder, "flat", "tiny-ben (1).ipynb"), handIn(WRONG));
    await score("flat");
    expect(grades()).toBe(table(...ANNA, ...BEN.map((row) => row.replace("ben", "ben (1)"))));
    const notebook = JSON.stringify(handIn(RIGHT));
    const entries = {
      "Anna Muster_17_assignsubmission_file_/tiny.ipynb": notebook,
      "../../escaped.ipynb": notebook,
      "Ben_18_assignsubmission_file_/mine.ipynb": notebook,
      "Ben_18_assignsubmission_file_/more.zip": "x",
    };
    writeFileSync(join(folder, "class.zip"), zipFile(entries));
    const { code, stderr } = await score("class.zip", "--output", "zipped");
    expect(stderr.split("\n")).toEqual([
      'class.zip: "../../escaped.ipynb" leads out of the zip; it is left out',
      "class.zip: Ben_18_assignsubmission_file_/more.zip is a zip in the zip; unpack it and grade it by itself",
      "",
    ]);
    expect(code).toBe(1);
    const rows = ["Anna Muster_17", "Ben_18"].flatMap((name) => ANNA.map((row) => row.replace("anna", name)));
    expect(grades("zipped")).toBe(table(...rows));
    expect(readdirSync(join(folder, "zipped")).filter((file) => file.startsWith(".unpacked"))).toEqual([]);
  });

  it("does not unpack a file that would fill the disk, nor one that lies about its size", async () => {
    const bomb = " ".repeat(60 * 2 ** 20);
    const entries = { "anna_tiny.ipynb": JSON.stringify(handIn(RIGHT)), "ben_tiny.ipynb": bomb };
    writeFileSync(join(folder, "class.zip"), zipFile(entries));
    const { code } = await score("class.zip");
    expect(code).toBe(0);
    expect(grades()).toBe(
      table(...ANNA, ...BEN.map((row) => row.replace(/,\d[.\d]*,(\d[.\d]*),\w+$/, ",0,$1,crashed"))),
    );
    writeFileSync(join(folder, "lies.zip"), zipFile({ "ben_tiny.ipynb": bomb }, { claimedSize: 1000 }));
    const lies = await score("lies.zip", "--output", "lies");
    expect(lies.code).toBe(2);
    expect(lies.stderr).toMatch(/^lies\.zip: cannot be unpacked: too many bytes in the stream/);
    writeFileSync(join(folder, "no.zip"), "not a zip");
    expect((await score("no.zip")).stderr).toMatch(/^no\.zip: cannot be unpacked: /);
  });

  it("tells a student of an own notebook what passes, and writes nothing", async () => {
    write(join(folder, "tiny.ipynb"), handIn(WRONG));
    const before = readdirSync(folder);
    const { code, stdout } = await grade("tiny.ipynb", "--source", "source");
    expect(stdout.split("\n")).toEqual([
      "tiny",
      "  ✗ double   0 of 2  right for the inputs shown, but not for others",
      "  ✗ squares  1 of 3",
      "  ✓ sum      1.5 of 1.5",
      "  – comment  1 points, given by a person",
      "  2.5 of 6.5 points",
      "",
    ]);
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(before);
  });

  it("knows no more than a student does where there is only the release", async () => {
    const release = handIn({});
    write(join(folder, "release", "tiny", "tiny.ipynb"), release);
    write(join(folder, "tiny.ipynb"), handIn(WRONG));
    const { stdout } = await grade("tiny.ipynb", "--source", "release");
    expect(stdout).toContain("  ✓ double   2 of 2\n");
  });

  it("writes results.json for Gradescope and for PrairieLearn", async () => {
    write(join(folder, "submission", "tiny.ipynb"), handIn(WRONG));
    await score("submission", "--student", "student", "--format", "gradescope", "--output", "results");
    expect((await score("submission/tiny.ipynb", "--format", "gradescope", "--output", "results")).code).toBe(0);
    const { tests } = JSON.parse(read("results", "results.json"));
    expect(tests).toEqual([
      {
        name: "double",
        score: 0,
        max_score: 2,
        status: "failed",
        visibility: "visible",
        output: "right for the inputs shown, but not for others",
      },
      { name: "squares", score: 1, max_score: 3, status: "failed", visibility: "visible", output: "" },
      { name: "sum", score: 1.5, max_score: 1.5, status: "passed", visibility: "visible", output: "" },
    ]);
    await score("submission/tiny.ipynb", "--format", "prairielearn", "--output", "results");
    expect(JSON.parse(read("results", "results.json"))).toMatchObject({ gradable: true, score: 2.5 / 6.5 });
  });

  it("says in one line what is wrong with a command line, with exit code 2", async () => {
    write(join(folder, "x.txt"), "");
    cpSync(join(folder, "source"), join(folder, "broken"), { recursive: true });
    const source = tinySource();
    source.cells[1].source = "// BEGIN SOLUTION";
    write(join(folder, "broken", "tiny", "tiny.ipynb"), source);
    const lines: [string[], string][] = [
      [[], "nothing to grade given; npm run grade -- DIR, FILE.zip or FILE.ipynb"],
      [["nowhere"], "nowhere: there is no such folder or file"],
      [["x.txt"], "x.txt: expected a folder, a .zip or an .ipynb"],
      [[".", "--shard", "2/2"], "--shard 2/2: expected i/n, i from 0 and less than n, as in --shard 0/4"],
      [
        [".", "--source", "source", "--assignment", "hw9"],
        "--assignment hw9: source has no such homework; it has tiny",
      ],
      [[".", "--format", "moodle"], "--format moodle: expected gradescope or prairielearn"],
      [["--merge", "source"], "--merge source: holds no results of npm run grade"],
      [[".", "--source", "broken"], "broken/tiny/tiny.ipynb: cell double-answer: BEGIN SOLUTION has no END SOLUTION"],
      [["source", "--source", "source", "--roster", "x.txt"], "x.txt: has no column student; its columns are: none"],
    ];
    for (const [args, line] of lines)
      expect(await grade(...args)).toEqual({ code: 2, stdout: "", stderr: `${line}\n` });
    expect(await grade("--help")).toEqual({ code: 0, stdout: `${USAGE}\n`, stderr: "" });
  });
});
