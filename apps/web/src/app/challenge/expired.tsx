import { EmailAddress } from "../../components/email-address.tsx";
import { Row, Sheet } from "../../components/sheet.tsx";
import { getTranslate } from "../../translations.ts";
import type { MailAction } from "./mail-form.ts";
import { NewCodeForm } from "./new-code-form.tsx";

interface ExpiredProps {
  title: string;
  lead: string;
  /** What the address is to the flow. */
  note: string;
  email: string;
  requestNew: MailAction;
}

/** In place of a code that is too old: another one, to the same address. */
export async function Expired({ title, lead, note, email, requestNew }: ExpiredProps) {
  const t = await getTranslate();
  return (
    <Sheet focusTitle title={title} lead={lead}>
      <Row note={note}>
        <p className="mb-5">
          <EmailAddress>{email}</EmailAddress>
        </p>
        <NewCodeForm
          action={requestNew}
          submit={[t("common.send-new-code"), t("common.sending")]}
        />
      </Row>
    </Sheet>
  );
}
