import { emailChanged } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function ToNew() {
  return <MailPreview mail={emailChanged.toNew} />;
}
