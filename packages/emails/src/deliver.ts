import type { Mail } from "@watchword/db/mail-queue";
import type { Brand } from "./brand.ts";
import { renderMail } from "./render.tsx";
import { soleAddress } from "./sole-address.ts";
import type { Transport } from "./transport.ts";
import { singleLine } from "./words.ts";

export interface DeliverOptions {
  brand: Brand;
  /** `Watchword <sign-in@example.com>`. */
  from: string;
  transport: Transport;
}

/** Renders `mail` and hands it to the transport; throws where the transport doesn't take it. */
export async function renderAndDeliver(
  mail: Mail,
  { brand, from, transport }: DeliverOptions,
): Promise<void> {
  const { subject, html, text } = await renderMail(mail, brand);
  await transport({
    id: mail.id,
    from,
    to: soleAddress(mail.to),
    subject: singleLine(subject),
    html,
    text,
    headers: headersOf(mail, from),
  });
}

function headersOf(mail: Mail, from: string): Record<string, string> {
  const domain = /@([a-z0-9.-]+)>?$/i.exec(from)?.[1];
  if (!domain) throw new Error(`Mail can't come from ${JSON.stringify(from)}: it names no domain.`);
  return {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    "X-Entity-Ref-ID": mail.id,
    "Message-ID": `<${mail.id}@${domain}>`,
  };
}
