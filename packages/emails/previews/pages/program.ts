import { parentPort, workerData } from "node:worker_threads";
import { asFailure } from "../answer.ts";
import { knownBrands, type OwnMails } from "./brands.ts";
import { answer } from "./routes.tsx";

/** Answers for the thread that serves. */
const brands = knownBrands(workerData as OwnMails);

parentPort?.on("message", async ({ id, path }: { id: number; path: string }) => {
  const answered = await answer(path, brands).catch((error: Error) => asFailure(500, error));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  parentPort?.postMessage({ id, answer: answered });
});
