import type { Caller } from "./claim.ts";

/** What a mail says, sealed, and when the first of what it promises ends. */
export interface Rendition {
  mailId: string;
  rendition: Buffer;
  expiresAt: Date | null;
}

/** What a mail says on all its tries, and until when it is worth sending. */
export interface KeptRendition {
  rendition: Buffer;
  livesMs: number;
}

/**
 * Keeps what mails say, for every try to come: the first to write it decides. Null for one that was decided
 * meanwhile.
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
