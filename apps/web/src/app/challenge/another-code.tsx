import type { CodePurpose } from "@watchword/auth/purposes";
import type { ReactNode } from "react";
import { EmailAddress } from "../../components/email-address.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import { MailForm } from "../sent-mail/mail-form.tsx";
import { requestNewCode } from "./actions.ts";
import type { Said } from "./page-row.ts";

interface AnotherCodeProps extends Said {
  purpose: CodePurpose;
  /** What is beside the button. */
  note: string;
  /** Where it is mailed to, if the page says it. */
  email?: string;
  /** The button's words, where it isn't another code. */
  submit?: string;
  focusTitle?: boolean;
  before?: ReactNode;
  after?: ReactNode;
}

/** In place of a code: a new mail in one press. */
export async function AnotherCode({ purpose, title, lead, email, ...props }: AnotherCodeProps) {
  const t = await getTranslate();
  const { submit = t("common.send-new-code"), focusTitle = true } = props;
  return (
    <PageLayout {...{ focusTitle, title, lead }}>
      {props.before}
      <Row note={props.note}>
        {email !== undefined && (
          <p className="mb-5">
            <EmailAddress>{email}</EmailAddress>
          </p>
        )}
        <MailForm
          action={requestNewCode.bind(null, purpose)}
          submit={[submit, t("common.sending")]}
        />
      </Row>
      {props.after}
    </PageLayout>
  );
}
