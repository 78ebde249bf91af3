/**
 * Loads the repository's compiled modules, whose text comes through the pipe, as CommonJS. When one changes, it and all
 * that import it are loaded again; the namespaces that cells hold follow by themselves.
 */
import { createRequire } from "node:module";
import { posix } from "node:path";
import { Script } from "node:vm";
import type { ModuleText } from "../protocol";
import { registerScript } from "./stack";

interface Loaded {
  exports: Record<string, unknown>;
  imports: Set<string>;
}

export class Modules {
  private readonly texts = new Map<string, ModuleText>();
  private readonly loaded = new Map<string, Loaded>();
  private readonly namespaces = new Map<string, Record<string, unknown>>();
  private readonly nodeRequire: (id: string) => unknown;

  /**
   * @param root repository root, with forward slashes
   * @param restrict makes of Node's `require` the one for all that does not come through the pipe
   */
  constructor(
    readonly root: string,
    restrict: (require: NodeJS.Require) => (id: string) => unknown = (require) => require,
  ) {
    this.nodeRequire = restrict(createRequire(`${root}/notebook.js`));
  }

  /** Takes new and changed modules, and loads again those that cells already use. */
  update(texts: ModuleText[]): void {
    const stale = new Set<string>();
    for (const text of texts) {
      this.texts.set(text.path, text);
      this.addImporters(text.path, stale);
    }
    for (const path of stale) this.loaded.delete(path);
    for (const path of this.namespaces.keys()) if (stale.has(path)) this.refresh(path);
  }

  /** All that came so far, for a thread that is to have the same modules. */
  all(): ModuleText[] {
    return [...this.texts.values()];
  }

  private addImporters(path: string, stale: Set<string>): void {
    if (stale.has(path)) return;
    stale.add(path);
    for (const [importer, { imports }] of this.loaded) if (imports.has(path)) this.addImporters(importer, stale);
  }

  /** `require` for cells: what it returns stays the same object and follows later edits of the module. */
  readonly requireFromCell = (id: string): unknown => {
    const path = this.resolve(id, this.root);
    if (path === undefined) return this.nodeRequire(id);
    if (!this.namespaces.has(path)) {
      this.namespaces.set(path, Object.create(null));
      try {
        this.refresh(path);
      } catch (error) {
        this.namespaces.delete(path);
        throw error;
      }
    }
    return this.namespaces.get(path);
  };

  private refresh(path: string): void {
    const namespace = this.namespaces.get(path) as Record<string, unknown>;
    const exports = this.load(path);
    for (const name of Object.keys(namespace)) if (!(name in exports)) delete namespace[name];
    for (const name of Object.getOwnPropertyNames(exports)) {
      if (name in namespace) continue;
      const get = () => this.load(path)[name];
      Object.defineProperty(namespace, name, { get, enumerable: name !== "__esModule", configurable: true });
    }
  }

  private load(path: string): Record<string, unknown> {
    const known = this.loaded.get(path);
    if (known) return known.exports;
    const text = this.texts.get(path) as ModuleText;
    const loaded: Loaded = { exports: {}, imports: new Set() };
    this.loaded.set(path, loaded);
    try {
      this.evaluate(text, loaded);
    } catch (error) {
      this.loaded.delete(path);
      throw error;
    }
    return loaded.exports;
  }

  private evaluate(text: ModuleText, loaded: Loaded): void {
    registerScript(text.path, text.source, text.map);
    const folder = posix.dirname(text.path);
    const require = (id: string) => {
      const path = this.resolve(id, folder);
      if (path === undefined) return this.nodeRequire(id.startsWith(".") ? posix.join(folder, id) : id);
      loaded.imports.add(path);
      return this.load(path);
    };
    const wrapped = `(function module(exports, require) {\n${text.code}\n})`;
    new Script(wrapped, { filename: text.path, lineOffset: -1 }).runInThisContext()(loaded.exports, require);
  }

  private resolve(id: string, folder: string): string | undefined {
    if (!id.startsWith(".")) return undefined;
    const path = posix.join(folder, id);
    const candidates = [path, `${path}.js`, `${path}/index.js`, path.replace(/\.ts$/, ".js")];
    return candidates.find((candidate) => this.texts.has(candidate));
  }
}
