import { newSignIn } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function Longest() {
  return <MailPreview mail={newSignIn.longest} />;
}
