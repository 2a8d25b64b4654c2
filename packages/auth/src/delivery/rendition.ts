import type { AuthContext } from "../context.ts";

/**
 * A mail as it goes out, sealed for its tries to come. Tied to another context than what the mail's row
 * has sealed besides.
 */
export function sealRendition(ctx: AuthContext, mailId: string, rendition: string): Buffer {
  return ctx.keys.seal(rendition, contextOf(mailId));
}

/** Throws where no secret of this process opens it. */
export function openRendition(ctx: AuthContext, mailId: string, sealed: Buffer): string {
  const rendition = ctx.keys.unseal(sealed, contextOf(mailId));
  if (rendition === null) throw new Error("No secret of this process opens the mail.");
  return rendition;
}

const contextOf = (mailId: string) => `${mailId}/rendition`;
