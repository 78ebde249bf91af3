/** What the renderer uses of jsdom's DOM; a type of our own, because @types/jsdom would lengthen the kernel's start. */
export interface DomNode {
  /** 1 is an element, 3 a text. */
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<DomNode>;
  readonly parentNode?: DomNode | null;
  readonly attributes?: ArrayLike<{ name: string; value: string }>;
  readonly style?: { fontSize?: string; fontWeight?: string; textAnchor?: string };
  getAttribute?(name: string): string | null;
}
