/** A thread of a sweep: trains one variation after the other, as it is told. */
import { format } from "node:util";
import type { MessagePort } from "node:worker_threads";
import { type Job, matrixOf, type Parcel, packOutcome, type SentOutcome, unpack } from "./sweep-message";
import { trainVariation } from "./sweep-variation";

export type ToThread = { readonly train: Job } | "stop";
export type FromThread = { readonly part: number } | { readonly printed: string } | { readonly outcome: SentOutcome };

/** What `startThread` calls in the thread. */
export function serve(port: MessagePort, parcel: Parcel["matrices"]): void {
  const matrices = parcel.map(matrixOf);
  const stop = new AbortController();
  const send = (message: FromThread) => port.postMessage(message);
  console.log = (...values) => send({ printed: format(...values) }); // in order with the rest
  port.on("message", async (message: ToThread) => {
    if (message === "stop") return stop.abort();
    const onProgress = (part: number) => send({ part });
    const outcome = await trainVariation(unpack(message.train, matrices), stop.signal, onProgress);
    send({ outcome: packOutcome(outcome) });
  });
}
