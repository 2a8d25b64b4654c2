import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { AuthContext } from "../context.ts";

/**
 * A mail as it goes out, compressed and sealed for its tries to come. Tied to another context than what the
 * mail's row has sealed besides.
 */
export function sealRendition(ctx: AuthContext, mailId: string, rendition: string): Buffer {
  return ctx.keys.seal(deflateRawSync(rendition).toString("base64"), contextOf(mailId));
}

/** Throws where no secret of this process opens it. */
export function openRendition(ctx: AuthContext, mailId: string, sealed: Buffer): string {
  const compressed = ctx.keys.unseal(sealed, contextOf(mailId));
  if (compressed === null) throw new Error("No secret of this process opens the mail.");
  return inflateRawSync(Buffer.from(compressed, "base64")).toString();
}

const contextOf = (mailId: string) => `${mailId}/rendition/deflate`;
