import { accountExists } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function TwoWays() {
  return <MailPreview mail={accountExists.twoWays} />;
}
