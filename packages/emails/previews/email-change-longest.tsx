import { emailChange } from "./challenge-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Longest() {
  return <MailPreview mail={emailChange.longest} />;
}
