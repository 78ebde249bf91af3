/** The program's part in a check: it answers questions, and is told when there are no more. */
import type { CheckRequest } from "../checker";
import type { AskRequest } from "../protocol";
import { send } from "./output";

type Answer = (question: unknown) => unknown;

export class Checks {
  private readonly open = new Map<number, { answer: Answer; resolve(): void }>();
  private count = 0;

  /** Asks for a check; `answer` must give a value that JSON can hold. The promise resolves when the check is over. */
  readonly begin = (request: CheckRequest, answer: Answer): Promise<void> => {
    const check = ++this.count;
    return new Promise((resolve) => {
      this.open.set(check, { answer, resolve });
      send({ type: "check", check, request });
    });
  };

  async answer({ check, question, what }: AskRequest): Promise<void> {
    const answer = await this.open.get(check)?.answer(what);
    send({ type: "answer", question, answer });
  }

  done(check: number): void {
    this.open.get(check)?.resolve();
    this.open.delete(check);
  }
}
