/** What the renderer uses of the DOM; a type of our own, since TypeScript's or linkedom's would lengthen the kernel's start. */
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
