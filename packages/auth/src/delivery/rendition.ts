import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { AuthContext } from "../context.ts";

/**
 * Compresses and encrypts a mail as it goes out, for its further tries. It is bound to a context of its own, so that it
 * can't be taken for the row's other sealed data.
 */
export function sealRendition(ctx: AuthContext, mailId: string, rendition: string): Buffer {
  return ctx.keys.seal(deflateRawSync(rendition).toString("base64"), contextOf(mailId));
}

/** Throws if no secret of this process decrypts it. */
export function openRendition(ctx: AuthContext, mailId: string, sealed: Buffer): string {
  const compressed = ctx.keys.unseal(sealed, contextOf(mailId));
  if (compressed === null) throw new Error("No secret of this process opens the mail.");
  return inflateRawSync(Buffer.from(compressed, "base64")).toString();
}

const contextOf = (mailId: string) => `${mailId}/rendition/deflate`;
