/**
 * Waits for all of them, also where one fails, since a function that ends earlier cuts the others off. Then throws what
 * the first of them failed with.
 */
export async function finishAll(steps: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled(steps);
  const failed = ended.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}
