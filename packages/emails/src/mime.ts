import MailComposer from "nodemailer/lib/mail-composer";
import { soleAddress } from "./sole-address.ts";
import type { OutgoingMail } from "./transport.ts";

/** The message as it travels: RFC 5322 with CRLF, plain text and HTML. */
export function composeMime(message: OutgoingMail): Promise<Buffer> {
  const { from, to, subject, html, text, headers } = message;
  const composer = new MailComposer({
    from,
    // An object isn't parsed: a list can't come out of it.
    to: { name: "", address: soleAddress(to) },
    subject,
    html,
    text,
    headers,
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
