/**
 * The names of a notebook. Compiled cells read and write every top-level name as a property of one object, so that a
 * function of an earlier cell sees the latest value, and what was bound before a throw stays bound.
 */

/** Stands in a name that its cell has declared but not yet bound. */
const UNBOUND = Symbol("declared, not yet bound");

export class Scope {
  /** Passed to compiled cells as `exports`. */
  readonly names: Record<string, unknown> = Object.create(null);

  /**
   * Announces what the next cell declares.
   *
   * @returns a function that, once the cell is over, gives names without a value back what they held before, and
   *   returns those the cell did bind
   */
  declare(names: string[]): () => string[] {
    const before = new Map<string, PropertyDescriptor | undefined>();
    for (const name of names) {
      before.set(name, Object.getOwnPropertyDescriptor(this.names, name));
      this.names[name] = UNBOUND;
    }
    return () => names.filter((name) => !this.restoreUnbound(name, before.get(name)));
  }

  private restoreUnbound(name: string, before: PropertyDescriptor | undefined): boolean {
    const now = Object.getOwnPropertyDescriptor(this.names, name);
    if (!now || now.value !== UNBOUND) return false;
    if (before) Object.defineProperty(this.names, name, before);
    else delete this.names[name];
    return true;
  }

  /** Binds an imported name: it follows the module when that is loaded again, until a cell assigns another value. */
  import(name: string, get: () => unknown): void {
    Object.defineProperty(this.names, name, {
      get,
      set: (value) => {
        Object.defineProperty(this.names, name, { value, writable: true, enumerable: true, configurable: true });
      },
      enumerable: true,
      configurable: true,
    });
  }
}
