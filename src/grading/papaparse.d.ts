/** What we write CSV with; src/engine declares what it reads it with. */
declare module "papaparse" {
  /** @param settings.escapeFormulae puts a quote before what a spreadsheet would compute */
  export function unparse(
    table: { fields: string[]; data: (string | number)[][] },
    settings: { newline: string; escapeFormulae: boolean },
  ): string;
}
