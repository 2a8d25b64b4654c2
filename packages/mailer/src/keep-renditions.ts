import type { Caller } from "./claim.ts";

/** A rendered mail, sealed, and when the first thing that it promises expires. */
export interface Rendition {
  mailId: string;
  rendition: Buffer;
  expiresAt: Date | null;
}

/** The rendition for all tries of a mail, and how long it is worth sending. */
export interface KeptRendition {
  rendition: Buffer;
  livesMs: number;
}

/**
 * Stores the rendition of each mail for all its tries; the first writer wins. Null for a mail that was settled in the
 * meantime.
 */
export async function keepRenditions(
  { call }: Caller,
  written: readonly Rendition[],
): Promise<(KeptRendition | null)[]> {
  const ids = written.map(({ mailId }) => mailId);
  const rows = await call("keep_renditions", {
    mails: ids,
    renditions: written.map(({ rendition }) => rendition),
    ends: written.map(({ expiresAt }) => expiresAt),
  });
  const kept = new Map(
    rows.map(({ id, rendition, lives_ms }) => [id, { rendition, livesMs: lives_ms }]),
  );
  return ids.map((id) => kept.get(id) ?? null);
}
