import type { Caller } from "../src/claim.ts";
import { keepRenditions, type KeptRendition } from "../src/keep-renditions.ts";

/** Keeps what one mail says, as a mailer would. */
export async function keepRendition(
  caller: Caller,
  mailId: string,
  rendition: Buffer,
  expiresAt: Date | null,
): Promise<KeptRendition | null> {
  const [kept] = await keepRenditions(caller, [{ mailId, rendition, expiresAt }]);
  return kept ?? null;
}
