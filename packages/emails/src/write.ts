import type { Mail } from "@watchword/db/mail-queue";
import { attachedImages } from "./brand-image.ts";
import type { Brand } from "./brand.ts";
import type { Overrides } from "./overrides/overrides.ts";
import { renderMail } from "./render.tsx";
import { soleAddress } from "./sole-address.ts";
import type { OutgoingMail } from "./transport.ts";
import { singleLine } from "./words.ts";

/** What a mail is written with, beside what it says. */
export interface WriteOptions {
  brand: Brand;
  /** `Watchword <sign-in@example.com>`. */
  from: string;
  /** The deployment's own words for mails. */
  overrides?: Overrides | undefined;
}

/** `mail` as it goes out: its words, its headers, and when they go out of date. */
export async function writeMail(
  mail: Mail,
  { brand, from, overrides }: WriteOptions,
): Promise<OutgoingMail> {
  const { subject, html, text } = await renderMail(mail, brand, overrides);
  const images = attachedImages(brand);
  return {
    id: mail.id,
    kind: mail.kind,
    from,
    to: soleAddress(mail.to),
    subject: singleLine(subject),
    html,
    text,
    headers: headersOf(mail, from, brand),
    writtenAt: mail.resolvedAt.toISOString(),
    expiresAt: firstEnd(mail)?.toISOString() ?? null,
    ...credentialsOf(mail),
    ...(images.length > 0 && { images }),
  };
}

function headersOf(mail: Mail, from: string, { support }: Brand): Record<string, string> {
  const domain = /@([a-z0-9.-]+)>?$/i.exec(from)?.[1];
  if (!domain) throw new Error(`Mail can't come from ${JSON.stringify(from)}: it names no domain.`);
  return {
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    "X-Entity-Ref-ID": mail.id,
    "Message-ID": `<${mail.id}@${domain}>`,
    "Content-Language": mail.locale,
    ...(support && !URL.canParse(support) && { "Reply-To": soleAddress(support) }),
  };
}

/** The credentials in a mail. */
function credentialsOf(mail: Mail): Pick<OutgoingMail, "code" | "link"> {
  const code = "code" in mail ? mail.code?.digits : undefined;
  const link = "link" in mail ? mail.link.url : "undo" in mail ? mail.undo?.url : undefined;
  return { ...(code !== undefined && { code }), ...(link !== undefined && { link }) };
}

/** When the first thing that a mail promises, its code or its link, expires. */
function firstEnd(mail: Mail): Date | null {
  const ends = [
    "code" in mail ? mail.code?.expiresAt : null,
    "link" in mail ? mail.link.expiresAt : null,
    "undo" in mail ? mail.undo?.expiresAt : null,
  ].filter((end) => end != null);
  return ends.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}
