import { passwordReset } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Link() {
  return <MailPreview mail={passwordReset.link} />;
}
