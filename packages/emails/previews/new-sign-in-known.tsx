import { newSignIn } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Known() {
  return <MailPreview mail={newSignIn.known} />;
}
