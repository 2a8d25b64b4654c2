import { accountDeleted } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Known() {
  return <MailPreview mail={accountDeleted.known} />;
}
