/** @jsxRuntime automatic */
// Each .tsx file says so, because tsx, which runs the worker, reads the tsconfig of the folder where it starts.
import type { Mail } from "@watchword/db/mail-queue";
import type { ReactElement } from "react";
import type { Brand } from "./brand.ts";
import { copyOf } from "./copy.ts";
import type { Overrides } from "./overrides/overrides.ts";
import { MailHtml } from "./templates/mail-html.tsx";
import { mailText } from "./templates/mail-text.ts";
import { createTranslator } from "./translator.ts";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** Renders a mail. The same mail always renders to the same bytes. */
export async function renderMail(
  mail: Mail,
  brand: Brand,
  overrides?: Overrides,
): Promise<RenderedMail> {
  const translator = createTranslator(mail.locale, brand, overrides);
  const copy = copyOf(mail, translator);
  return {
    subject: copy.subject,
    html: await toHtml(<MailHtml copy={copy} translator={translator} />),
    text: mailText(copy, translator),
  };
}

const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/** Nothing in a mail suspends, so it needs none of the boundaries and streams of React Email's `render`. */
async function toHtml(mail: ReactElement): Promise<string> {
  // Next lets no server module import it by name.
  const { renderToStaticMarkup } = await import("react-dom/server");
  return DOCTYPE + renderToStaticMarkup(mail);
}
