/** Jupyter counts a cursor's place in characters of Unicode, JavaScript in UTF-16 units: they differ after an emoji. */

export function toUnits(text: string, characters: number): number {
  return Array.from(text).slice(0, characters).join("").length;
}

export function toCharacters(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length;
}
