import { wireAddress } from "./sole-address.ts";
import type { OutgoingMail } from "./transport.ts";

/** The message as it is sent: RFC 5322 with CRLF, plain text and HTML. The bytes are the same each time. */
export async function composeMime(message: OutgoingMail): Promise<Buffer> {
  // Imported here because a process that sends through Resend never needs it.
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const { id, from, to, subject, html, text, headers, images = [], writtenAt } = message;
  const composer = new MailComposer({
    from,
    // An object isn't parsed, so it can't become a list.
    to: { name: "", address: wireAddress(to) },
    subject,
    html,
    text,
    headers,
    attachments: images.map(({ id: cid, fileName, type, base64 }) => ({
      cid,
      filename: fileName,
      contentType: type,
      contentDisposition: "inline",
      content: base64,
      encoding: "base64",
    })),
    date: new Date(writtenAt),
    baseBoundary: id,
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
