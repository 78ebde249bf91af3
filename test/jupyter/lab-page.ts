/** A page of JupyterLab with one notebook in front, used as a student uses it: menus, buttons, keys. */
import fs from "node:fs";
import path from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { repository } from "../setup/tiny-workbook";
import type { Lab } from "./lab";

const PICTURES = path.join(repository, "test-results", "jupyterlab");

/** What JupyterLab says when its page is loaded again, or its kernel restarted. */
const RELOADED = /^Connection lost, reconnecting in/;

export const THEMES = ["Light", "Dark"] as const;
export type Theme = (typeof THEMES)[number];

export class LabPage {
  /** Warnings and errors on the browser's console. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on("console", (message) => {
      const said = message.text();
      if (["error", "warning"].includes(message.type()) && !RELOADED.test(said)) this.complaints.push(said);
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  static async open(context: BrowserContext, lab: Lab, notebook: string): Promise<LabPage> {
    const opened = new LabPage(await context.newPage());
    await opened.page.goto(lab.url(notebook));
    await opened.idle();
    return opened;
  }

  get notebook(): Locator {
    return this.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
  }

  cell(index: number): Locator {
    return this.notebook.locator(`.jp-Cell[data-windowed-list-index="${index}"]`);
  }

  get lastCell(): Locator {
    return this.notebook.locator(".jp-Cell").last();
  }

  /** Waits until the kernel is there and has nothing to do. */
  async idle(): Promise<void> {
    await this.page.locator(".jp-StatusBar-Widget", { hasText: "TypeScript (workbook) | Idle" }).waitFor();
  }

  /** What stands left of the code cells: "[1]:" when it has run, "[*]:" while it waits or runs. */
  prompts(): Promise<string[]> {
    return this.notebook.locator(".jp-CodeCell .jp-InputPrompt").allTextContents();
  }

  /** Chooses from a menu, such as "Run", "Run All Cells". */
  async menu(bar: string, ...items: string[]): Promise<void> {
    await this.page.locator(".lm-MenuBar-item").getByText(bar, { exact: true }).click();
    for (const item of items) await this.page.locator(".lm-Menu-itemLabel").getByText(item, { exact: true }).click();
  }

  async theme(theme: Theme): Promise<void> {
    const name = `JupyterLab ${theme}`;
    await this.menu("Settings", "Theme", name);
    await this.page.locator(`body[data-jp-theme-name="${name}"]`).waitFor({ state: "attached" });
  }

  /** Adds a cell below the last one and types into it. */
  async write(source: string): Promise<Locator> {
    const count = await this.notebook.locator(".jp-Cell").count();
    const cell = this.cell(count);
    do {
      await this.notebook.locator(".jp-Notebook-footer").click();
    } while (!(await appears(cell.locator(".cm-content"))));
    await cell.locator(".cm-content").click();
    await this.page.keyboard.insertText(source);
    return cell;
  }

  /** The same, and runs it. */
  async run(source: string): Promise<Locator> {
    const cell = await this.write(source);
    await this.page.keyboard.press("Control+Enter");
    return cell;
  }

  /** What Tab offers at the cursor. */
  async complete(): Promise<string[]> {
    await this.page.keyboard.press("Tab");
    const offered = this.page.locator(".jp-Completer:visible .jp-Completer-match");
    await offered.first().waitFor();
    return offered.allTextContents();
  }

  textOf(cell: Locator): Promise<string> {
    return cell.locator(".cm-content").innerText();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press("Control+s");
    await this.page.locator(".lm-TabBar-tab.jp-mod-current:not(.jp-mod-dirty)").waitFor();
  }

  /** Records the texts of a cell's outputs, each time they change; the function that it returns tells them. */
  async watch(cell: Locator): Promise<() => Promise<string[][]>> {
    await cell.evaluate((root: any) => {
      const { MutationObserver } = globalThis as any;
      root.states = [];
      const read = () => {
        const texts = [...root.querySelectorAll(".jp-OutputArea-output")].map((output: any) => output.textContent);
        root.states.push(texts);
      };
      new MutationObserver(read).observe(root, { childList: true, subtree: true, characterData: true });
    });
    return () => cell.evaluate((root: any) => root.states);
  }

  async interrupt(): Promise<void> {
    await this.page.locator('[data-command="notebook:interrupt-kernel"], [title^="Interrupt"]').first().click();
  }

  async screenshot(name: string, what: Locator | Page = this.page): Promise<void> {
    fs.mkdirSync(PICTURES, { recursive: true });
    await what.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }
}

/** A notebook that has just been opened may miss a click. */
function appears(what: Locator): Promise<boolean> {
  return what.waitFor({ timeout: 3000 }).then(
    () => true,
    () => false,
  );
}

export function outputs(cell: Locator): Locator {
  return cell.locator(".jp-OutputArea-output");
}

/** The lowest contrast between a text in `what` and what lies behind it, from 1 to 21, with that text. */
export async function lowestContrast(what: Locator): Promise<{ ratio: number; text: string }> {
  return what.evaluate((root: any) => {
    const { getComputedStyle, document, NodeFilter } = globalThis as any;
    const parse = (color: string) => {
      const [r, g, b, a = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
      return [r, g, b, a];
    };
    const over = (top: number[], below: number[]) => [
      ...[0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])),
      1,
    ];
    const backgroundOf = (element: any): number[] => {
      const layers: number[][] = [];
      for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
      return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
    };
    const luminance = (color: number[]) => {
      const [r, g, b] = color.slice(0, 3).map((c) => {
        const share = c / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    let lowest = { ratio: 21, text: "" };
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode.textContent.trim();
      if (text === "") continue;
      const element = texts.currentNode.parentElement;
      const background = backgroundOf(element);
      const color = luminance(over(parse(getComputedStyle(element).color), background));
      const [dark, light] = [color, luminance(background)].sort((a, b) => a - b);
      const ratio = (light + 0.05) / (dark + 0.05);
      if (ratio < lowest.ratio) lowest = { ratio: Math.round(100 * ratio) / 100, text };
    }
    return lowest;
  });
}
