/** A cell's outputs as a notebook file keeps them: streams joined, updates and clears carried out. */
import type { IDisplayData, IExecuteResult, IMimeBundle, IOutput, IStream } from "@jupyterlab/nbformat";
import type { Output } from "../outputs";
import type { Bundle } from "../protocol";
import { lines } from "./notebook";

/** Collects the outputs of one notebook; displays of earlier cells may still be updated. */
export class Collector {
  private readonly shown = new Map<string, (IDisplayData | IExecuteResult)[]>();

  /** @returns the sink for one cell, which fills `outputs` */
  cell(outputs: IOutput[], executionCount: number): (output: Output) => void {
    let clearNext = false;
    return (output) => {
      if (output.type === "clear") {
        if (output.wait) clearNext = true;
        else outputs.length = 0;
        return;
      }
      if (output.type === "display" && output.update) {
        this.update(output.id, output);
        return;
      }
      if (clearNext) outputs.length = 0;
      clearNext = false;
      this.add(outputs, output, executionCount);
    };
  }

  private add(outputs: IOutput[], output: Exclude<Output, { type: "clear" }>, executionCount: number): void {
    if (output.type === "stream") {
      addText(outputs, output.name, output.text);
    } else if (output.type === "error") {
      const { name, message, traceback } = output;
      outputs.push({ output_type: "error", ename: name, evalue: message, traceback });
    } else if (output.type === "result") {
      const { data, metadata } = output;
      const result = { output_type: "execute_result", data: toMime(data), execution_count: executionCount, metadata };
      outputs.push(result as IOutput);
    } else {
      const display = { output_type: "display_data", data: toMime(output.data), metadata: output.metadata };
      outputs.push(display as IOutput);
      if (output.id !== undefined) {
        this.shown.set(output.id, [...(this.shown.get(output.id) ?? []), display as IDisplayData]);
      }
    }
  }

  private update(id: string | undefined, { data, metadata }: { data: Bundle; metadata: Bundle }): void {
    for (const display of this.shown.get(id ?? "") ?? []) {
      display.data = toMime(data);
      display.metadata = metadata as IDisplayData["metadata"];
    }
  }
}

function addText(outputs: IOutput[], name: IStream["name"], text: string): void {
  const last = outputs[outputs.length - 1] as IStream | undefined;
  if (last?.output_type === "stream" && last.name === name) {
    const before = last.text as string[];
    for (const line of lines((before.pop() ?? "") + text)) before.push(line);
  } else {
    outputs.push({ output_type: "stream", name, text: lines(text) });
  }
}

/** nbformat keeps JSON as it is, texts as arrays of lines, and takes nothing but text under any other type. */
function toMime(bundle: Bundle): IMimeBundle {
  const entries = Object.entries(bundle).map(([type, content]) => {
    if (/^application\/(.*\+)?json$/.test(type)) return [type, content];
    const text = typeof content === "string" ? content : JSON.stringify(content);
    return [type, type.startsWith("text/") || type === "image/svg+xml" ? lines(text) : text];
  });
  return Object.fromEntries(entries);
}
