import { accountExists } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Longest() {
  return <MailPreview mail={accountExists.longest} />;
}
