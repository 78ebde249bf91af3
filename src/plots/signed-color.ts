/** Colours for numbers with a sign: blue below 0, white at 0, orange above, the stronger the larger. */

const blue = [0, 114, 178];
const orange = [192, 74, 0];
const levels = 12;

/** One of 25 colours; equal levels are equal texts. `scale` is the size that gets the full colour. */
export function signedColor(value: number, scale: number): string {
  const share = scale > 0 ? Math.min(1, Math.abs(value) / scale) : 0;
  return mix(value < 0 ? blue : orange, Math.round(levels * share) / levels);
}

/** Grey from white (0) to black (1), one of 17: as many as a digit's pixels have. */
export function grey(share: number): string {
  return mix([0, 0, 0], Math.round(16 * Math.min(1, Math.max(0, share))) / 16);
}

/** What a text on this colour is to be: black or white. */
export function readableOn(color: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#000000" : "#ffffff";
}

function mix(full: number[], share: number): string {
  const parts = full.map((part) => Math.round(255 + share * (part - 255)));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
