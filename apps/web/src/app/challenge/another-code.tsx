import type { CodePurpose } from "@watchword/auth/purposes";
import type { ReactNode } from "react";
import { AddressRow } from "../../components/address-row.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import { MailForm } from "../sent-mail/mail-form.tsx";
import { requestNewCode } from "./actions.ts";
import type { Said } from "./page-row.ts";

interface AnotherCodeProps extends Said {
  purpose: CodePurpose;
  /** What is beside the button, if it isn't just the address. */
  note?: string | undefined;
  /** The address that it is mailed to, if the page shows it. */
  email?: string;
  /** The button's words, if it doesn't send another code. */
  submit?: string;
  focusTitle?: boolean;
  before?: ReactNode;
  after?: ReactNode;
}

/** Shown instead of a code: a button that sends a new mail. */
export async function AnotherCode({ purpose, title, lead, email, ...props }: AnotherCodeProps) {
  const t = await getTranslate();
  const { submit = t("common.send-new-code"), focusTitle = true } = props;
  const { note = t("common.address") } = props;
  const action = requestNewCode.bind(null, purpose);
  const form = <MailForm action={action} submit={[submit, t("common.sending")]} />;
  return (
    <PageLayout {...{ focusTitle, title, lead }}>
      {props.before}
      {email === undefined ? (
        <Row note={note}>{form}</Row>
      ) : (
        <AddressRow note={note} email={email}>
          <div className="mt-5">{form}</div>
        </AddressRow>
      )}
      {props.after}
    </PageLayout>
  );
}
