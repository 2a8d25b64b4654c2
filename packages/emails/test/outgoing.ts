import { randomUUID } from "node:crypto";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import type { OutgoingMail } from "../src/transport.ts";
import { writeMail } from "../src/write.ts";

/** A mail on its way out, of its own. */
export function outgoing(to = "ada@example.com"): Promise<OutgoingMail> {
  const mail = { ...emailOtp.codeAndPhrase, id: randomUUID(), to };
  return writeMail(mail, { brand: defaultBrand, from: "Watchword <sign-in@watchword.example>" });
}

/** A signal that nobody aborts. */
export const NEVER = new AbortController().signal;
