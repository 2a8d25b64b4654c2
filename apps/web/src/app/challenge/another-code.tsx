import type { ReactNode } from "react";
import { EmailAddress } from "../../components/email-address.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import type { Said } from "./flow.ts";
import type { MailAction } from "./mail-form.ts";
import { NewCodeForm } from "./new-code-form.tsx";

interface AnotherCodeProps extends Said {
  /** What is beside the button. */
  note: string;
  /** Where it is mailed to, if the page says it. */
  email?: string;
  requestNew: MailAction;
  /** The button's words, where it isn't another code. */
  submit?: string;
  focusTitle?: boolean;
  before?: ReactNode;
  after?: ReactNode;
}

/** In place of a code: a new mail in one press. */
export async function AnotherCode({ title, lead, note, email, ...props }: AnotherCodeProps) {
  const t = await getTranslate();
  const { requestNew, submit = t("common.send-new-code"), focusTitle = true } = props;
  return (
    <PageLayout {...{ focusTitle, title, lead }}>
      {props.before}
      <Row note={note}>
        {email !== undefined && (
          <p className="mb-5">
            <EmailAddress>{email}</EmailAddress>
          </p>
        )}
        <NewCodeForm action={requestNew} submit={[submit, t("common.sending")]} />
      </Row>
      {props.after}
    </PageLayout>
  );
}
