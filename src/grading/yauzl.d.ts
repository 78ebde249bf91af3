/** The calls that we make of yauzl, which comes without types. */
declare module "yauzl" {
  interface Entry {
    fileNameRaw: Buffer;
    generalPurposeBitFlag: number;
    extraFields: unknown[];
    uncompressedSize: number;
    getLastModDate(): Date;
    isEncrypted(): boolean;
  }
  interface ZipFile {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<import("node:stream").Readable>;
    close(): void;
  }
  const yauzl: {
    openPromise(path: string, options: { decodeStrings: boolean; autoClose: boolean }): Promise<ZipFile>;
    /** The name as the format says it is written, whatever it may be; "\" becomes "/". */
    getFileNameLowLevel(flags: number, name: Buffer, extraFields: unknown[], strict: boolean): string;
    /** What is wrong with a name: null for nothing. */
    validateFileName(name: string): string | null;
  };
  export default yauzl;
}
