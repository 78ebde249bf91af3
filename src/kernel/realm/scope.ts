/**
 * The names of a notebook. Compiled cells read and write every top-level name as a property of one object, so that a
 * function of an earlier cell sees the latest value, and what was bound before a throw stays bound.
 */

export class Scope {
  /** Names that the running cell declares and has not bound yet: reading one throws, writing one binds it. */
  private readonly unbound: Record<string, unknown> = Object.create(null);

  /** Passed to compiled cells as `exports`. What is not bound is looked for in `unbound`. */
  readonly names: Record<string, unknown> = Object.create(this.unbound);

  /**
   * Announces what the next cell declares.
   *
   * @returns a function that, once the cell is over, gives names without a value back what they held before, and
   *   returns those the cell did bind
   */
  declare(names: string[]): () => string[] {
    const before = new Map(names.map((name) => [name, Object.getOwnPropertyDescriptor(this.names, name)]));
    for (const name of names) {
      delete this.names[name];
      Object.defineProperty(this.unbound, name, this.beforeInitialization(name));
    }
    return () => {
      const bound = names.filter((name) => Object.hasOwn(this.names, name));
      for (const name of names) {
        delete this.unbound[name];
        const earlier = before.get(name);
        if (earlier && !Object.hasOwn(this.names, name)) Object.defineProperty(this.names, name, earlier);
      }
      return bound;
    };
  }

  /** Binds an imported name: it follows the module when that is loaded again, until a cell assigns another value. */
  import(name: string, get: () => unknown): void {
    Object.defineProperty(this.names, name, { get, set: this.bind(name), enumerable: true, configurable: true });
  }

  /** As JavaScript has it between the beginning of a block and a `let` in it. */
  private beforeInitialization(name: string): PropertyDescriptor {
    const get = () => {
      throw new ReferenceError(`Cannot access '${name}' before initialization`);
    };
    return { get, set: this.bind(name), configurable: true };
  }

  private bind(name: string): (value: unknown) => void {
    return (value) => {
      Object.defineProperty(this.names, name, { value, writable: true, enumerable: true, configurable: true });
    };
  }
}
