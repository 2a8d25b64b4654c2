/** @jsxRuntime automatic */
// Said in each .tsx file: tsx, which runs the worker, reads the tsconfig of the folder it starts in.
import type { Mail } from "@watchword/db/mail-queue";
import { render } from "react-email";
import type { Brand } from "./brand.ts";
import { emailOtpCopy } from "./templates/email-otp-copy.ts";
import { emailOtpText } from "./templates/email-otp-text.ts";
import { EmailOtp } from "./templates/email-otp.tsx";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

/** A mail in words. The same mail always renders to the same bytes. */
export async function renderMail(mail: Mail, brand: Brand): Promise<RenderedMail> {
  switch (mail.kind) {
    case "email-otp": {
      const copy = emailOtpCopy(mail, brand);
      return {
        subject: copy.subject,
        html: await render(<EmailOtp mail={mail} brand={brand} />),
        text: emailOtpText(copy),
      };
    }
  }
}
