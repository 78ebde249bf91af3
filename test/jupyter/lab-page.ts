/** A page of JupyterLab with one notebook in front, used as a student uses it: menus, buttons, keys. */
import fs from "node:fs";
import path from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { repository } from "../setup/tiny-workbook";
import type { Lab } from "./lab";

const PICTURES = path.join(repository, "test-results", "jupyterlab");
export type Theme = "Light" | "Dark";

export class LabPage {
  /** What the browser's console was told as a warning or an error. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  static async open(context: BrowserContext, lab: Lab, notebook: string): Promise<LabPage> {
    const lp = new LabPage(await context.newPage());
    await lp.page.goto(lab.url(notebook));
    await lp.idle();
    return lp;
  }

  /** The notebook in front. */
  get notebook(): Locator {
    return this.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
  }

  cell(index: number): Locator {
    return this.notebook.locator(`.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`);
  }

  /** Waits until the kernel is there and has nothing to do. */
  async idle(timeout = 60_000): Promise<void> {
    await this.notebook
      .locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
      .waitFor({ state: "attached", timeout });
  }

  async menu(...path: string[]): Promise<void> {
    const [bar, ...items] = path;
    await this.page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${bar}$`) }).click();
    for (const item of items) {
      await this.page.locator(".lm-Menu-itemLabel").getByText(item, { exact: true }).last().click();
    }
  }

  async screenshot(name: string, what: Locator | Page = this.page): Promise<void> {
    fs.mkdirSync(PICTURES, { recursive: true });
    await what.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  }
}
