import { parentPort, workerData } from "node:worker_threads";
import { asPlainText } from "../answer.ts";
import { knownBrands, type OwnMails } from "./brands.ts";
import { answer } from "./routes.tsx";

/** Answers for the thread that serves. */
const brands = knownBrands(workerData as OwnMails);

parentPort?.on("message", async ({ id, path }: { id: number; path: string }) => {
  const answered = await answer(path, brands).catch((error: Error) =>
    asPlainText(500, error.stack ?? String(error)),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  parentPort?.postMessage({ id, answer: answered });
});
