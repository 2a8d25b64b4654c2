import { passwordChanged } from "./letter-fixtures.ts";
import { MailPreview } from "./mail-preview.tsx";

export default function UnknownDevice() {
  return <MailPreview mail={passwordChanged.unknownDevice} />;
}
