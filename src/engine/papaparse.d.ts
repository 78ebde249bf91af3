/** The one call that we make of Papa Parse, which comes without types. */
declare module "papaparse" {
  interface Settings {
    delimiter: string;
  }
  const Papa: { parse(text: string, settings: Settings): { data: string[][] } };
  export default Papa;
}
