import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Answer, asFailure } from "./answer.ts";
import type { OwnMails } from "./pages/brands.ts";

const PROGRAM = join(import.meta.dirname, "pages/program.ts");

export interface Pages {
  /** What stands at a path of ours. */
  answer(path: string): Promise<Answer>;
  /** Reads templates, catalogues and pages again. */
  renew(): void;
  end(): void;
}

/**
 * Writes mails and the pages that show them in a thread of its own: a new thread reads every file anew,
 * and a mistake in one of them ends that thread only.
 */
export function startPages(own: OwnMails): Pages {
  let thread = startThread(own);

  async function answer(path: string): Promise<Answer> {
    const asked = thread;
    const answered = await asked.answer(path);
    if (answered) return answered;
    return thread === asked ? asFailure(503, "The previews have ended.") : answer(path);
  }

  return {
    answer,
    renew() {
      thread.end();
      thread = startThread(own);
    },
    end: () => thread.end(),
  };
}

/** Answers null to what it was asked before its end. */
function startThread(own: OwnMails) {
  const worker = new Worker(PROGRAM, {
    workerData: own,
    // Node itself runs no .tsx.
    execArgv: ["--import", import.meta.resolve("tsx")],
  });
  const waiting = new Map<number, (answer: Answer | null) => void>();
  let asked = 0;
  let failure: Answer | undefined;
  const settle = (id: number, answer: Answer | null) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  };
  worker.on("message", ({ id, answer }: { id: number; answer: Answer }) => settle(id, answer));
  worker.on("error", (error) => {
    failure = asFailure(500, error);
    for (const id of waiting.keys()) settle(id, failure);
  });
  return {
    answer(path: string): Promise<Answer | null> {
      if (failure) return Promise.resolve(failure);
      const id = asked++;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
        worker.postMessage({ id, path });
      });
    },
    end() {
      for (const id of waiting.keys()) settle(id, null);
      void worker.terminate();
    },
  };
}
