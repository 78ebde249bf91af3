/** The report that GitLab, Jenkins and actions for GitHub read: JUnit's XML, a suite a notebook, a case a code cell. */
import { stripVTControlCharacters } from "node:util";
import { JSDOM } from "jsdom";
import { xmlText } from "../display";
import type { Failure } from "../kernel/execute/run-notebook";
import { type Case, casesOf, type Suite } from "./junit-cases";

/** What is used of a DOM. */
interface Element {
  setAttribute(name: string, value: string): void;
  append(...children: (Element | string)[]): void;
}
interface Window {
  document: { documentElement: Element; createElement(name: string): Element };
  XMLSerializer: new () => { serializeToString(document: unknown): string };
}

type Attributes = Record<string, string | number | undefined>;
type Make = (name: string, attributes: Attributes, ...children: (Element | string)[]) => Element;

/** @returns the file's text */
export function junit(suites: Suite[]): string {
  const window = new JSDOM("<testsuites/>", { contentType: "text/xml" }).window as Window;
  const { document } = window;
  const fill = (element: Element, attributes: Attributes, children: (Element | string)[]) => {
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined) element.setAttribute(key, plainText(String(value)));
    }
    element.append(...children);
    return element;
  };
  const make: Make = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  const all = suites.map((suite) => ({ ...suite, cases: casesOf(suite) }));
  const seconds = suites.reduce((sum, suite) => sum + suite.seconds, 0);
  const totals = { name: "notebooks", ...counts(all.flatMap(({ cases }) => cases)), time: time(seconds) };
  fill(document.documentElement, totals, onLines(all.map((suite) => suiteElement(make, suite))));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new window.XMLSerializer().serializeToString(document)}\n`;
}

function suiteElement(make: Make, { name, seconds, cases }: Suite & { cases: Case[] }): Element {
  const elements = cases.map((one) => caseElement(make, name, one));
  return make("testsuite", { name, ...counts(cases), time: time(seconds) }, ...onLines(elements));
}

/** Jenkins takes dots for packages, and GitLab leads from `file` to the source. */
function caseElement(make: Make, notebook: string, { name, seconds, failures, skipped }: Case): Element {
  const file = notebook.replace(/\\/g, "/");
  const attributes = {
    name,
    classname: file.replace(/\.ipynb$/, "").replace(/[/.]+/g, "."),
    file,
    time: time(seconds),
  };
  if (skipped !== undefined) return make("testcase", attributes, make("skipped", { message: skipped }));
  if (failures.length === 0) return make("testcase", attributes);
  const message = failures.map((failure) => failure.message).join("; ");
  const type = /^(\w+): /.exec(failures[0].message)?.[1] ?? "Failure";
  const text = failures.map((failure) => describe(notebook, failure)).join("\n\n");
  return make("testcase", attributes, make("failure", { message, type }, plainText(text)));
}

/** What the terminal says too. */
function describe(notebook: string, { cell, line, message, details }: Failure): string {
  const where = [notebook, cell && `cell [${cell}]`, line && `line ${line}`].filter(Boolean).join(", ");
  const rest = details.trim() === "" ? "" : `\n\n${details.replace(/^\n+/, "").trimEnd()}`;
  return `${where}\n${message}${rest}`;
}

function counts(cases: Case[]): Attributes {
  const failures = cases.filter((one) => one.failures.length > 0).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  return { tests: cases.length, failures, errors: 0, skipped };
}

function onLines(elements: Element[]): (Element | string)[] {
  return elements.length === 0 ? [] : [...elements.flatMap((element) => ["\n", element]), "\n"];
}

const time = (seconds: number) => seconds.toFixed(3);

/** Without a terminal's colours, either. */
function plainText(text: string): string {
  const withoutBells = text.replaceAll("\u0007", ""); // a bell would take a word with it
  return xmlText(stripVTControlCharacters(withoutBells).replace(/\r\n?/g, "\n"));
}
