import { emailChanged } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function ToNewLongest() {
  return <MailPreview mail={emailChanged.toNewLongest} />;
}
