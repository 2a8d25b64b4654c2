/** The largest call has a few hundred characters; ten of them fit. */
export const MAX_BODY_BYTES = 64 * 1024;

/** The body of a request as text. If it is longer than `maxBytes`, reading stops, and the result is null. */
export async function readBounded(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
