import { emailChangeUndone } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function ToLeft() {
  return <MailPreview mail={emailChangeUndone.toLeft} />;
}
