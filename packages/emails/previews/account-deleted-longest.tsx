import { accountDeleted } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Longest() {
  return <MailPreview mail={accountDeleted.longest} />;
}
