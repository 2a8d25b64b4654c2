import { emailChangeUndone } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function ToReturnedLongest() {
  return <MailPreview mail={emailChangeUndone.toReturnedLongest} />;
}
