import { passwordReset } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Longest() {
  return <MailPreview mail={passwordReset.longest} />;
}
