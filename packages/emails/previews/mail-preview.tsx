import type { Mail } from "@watchword/db/mail-queue";
import { defaultBrand } from "../src/brand.ts";
import { copyOf } from "../src/copy.ts";
import { MailHtml } from "../src/templates/mail-html.tsx";

export function MailPreview({ mail }: { mail: Mail }) {
  return <MailHtml copy={copyOf(mail, defaultBrand)} brand={defaultBrand} />;
}
