import type { Database } from "@watchword/db/schema";
import type { Kysely } from "kysely";
import { keepRenditions, type KeptRendition } from "../src/settle.ts";

/** Keeps what one mail says, as a mailer would. */
export async function keepRendition(
  db: Kysely<Database>,
  mailId: string,
  rendition: Buffer,
  expiresAt: Date | null,
): Promise<KeptRendition | null> {
  const [kept] = await keepRenditions(db, [{ mailId, rendition, expiresAt }]);
  return kept ?? null;
}
