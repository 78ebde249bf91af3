/**
 * What the pages use of packages without types, or whose types bring a browser's globals into the whole workbook.
 */
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options?: { contentType?: string });
    readonly window: object;
  }
}

declare module "dompurify" {
  interface Attribute {
    attrName: string;
    attrValue: string;
    keepAttr: boolean;
  }
  interface Sanitizer {
    sanitize(html: string, settings: Record<string, unknown>): string;
    addHook(
      name: "uponSanitizeAttribute",
      hook: (element: { readonly nodeName: string }, attribute: Attribute) => void,
    ): void;
  }
  export default function createSanitizer(window: object): Sanitizer;
}

declare module "highlight.js/lib/core" {
  const highlighter: {
    registerLanguage(name: string, grammar: unknown): void;
    highlight(code: string, options: { language: string; ignoreIllegals?: boolean }): { value: string };
  };
  export default highlighter;
}

declare module "highlight.js/lib/languages/typescript" {
  const grammar: unknown;
  export default grammar;
}
