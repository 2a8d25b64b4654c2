/** @jsxRuntime automatic */
// Said in each .tsx file: tsx, which runs the worker, reads the tsconfig of the folder it starts in.
import type { Mail } from "@watchword/db/mail-queue";
import { render } from "react-email";
import type { Brand } from "./brand.ts";
import { copyOf } from "./copy.ts";
import { MailHtml } from "./templates/mail-html.tsx";
import { mailText } from "./templates/mail-text.ts";
import { createVoice } from "./voice.ts";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** A mail in words. The same mail always renders to the same bytes. */
export async function renderMail(mail: Mail, brand: Brand): Promise<RenderedMail> {
  const voice = createVoice(mail.locale, brand);
  const copy = copyOf(mail, voice);
  return {
    subject: copy.subject,
    html: await render(<MailHtml copy={copy} voice={voice} />),
    text: mailText(copy, voice),
  };
}
