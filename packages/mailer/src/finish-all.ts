/**
 * Waits for all of them, even if one fails, because a serverless function that ends earlier cuts off the others. Then
 * throws what the first of them failed with.
 */
export async function finishAll(steps: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled(steps);
  const failed = ended.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}
