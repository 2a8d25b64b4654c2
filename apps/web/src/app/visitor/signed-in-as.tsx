import type { ReactNode } from "react";
import { AddressRow } from "../../components/address-row.tsx";
import { EmailAddress } from "../../components/email-address.tsx";
import { FocusedLink } from "../../components/focused-link.tsx";
import { Row } from "../../components/page-layout.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";
import { destination } from "./destination.ts";

interface SignedInAsProps {
  email: string;
  /** Where a sign-in would have led; null if only a sign-in leads there. */
  next: string | null;
  mayContinue?: boolean;
  /** The link to the form for another address, if the page doesn't show that form. */
  other?: ReactNode;
}

/** Says who is signed in already, and goes on as them. */
export async function SignedInAs({ email, next, mayContinue = true, other }: SignedInAsProps) {
  const t = await getTranslate();
  // If the page shows its form, the form's button is the main one.
  const isForemost = other !== undefined;
  const look = isForemost ? "primary" : "plain";
  const Onward = isForemost ? FocusedLink : "a";
  return (
    <AddressRow note={t("common.signed-in-as")} email={email}>
      {mayContinue && (
        <Onward href={destination(next)} className={buttonStyle({ look, className: "mt-5" })}>
          {t("common.continue")}
        </Onward>
      )}
      {other && <p className="mt-4">{other}</p>}
    </AddressRow>
  );
}

/** Says that what is done here ends another account's session in this browser. */
export async function AlreadySignedIn({ email }: { email: string }) {
  const t = await getTranslate();
  const who = () => <EmailAddress>{email}</EmailAddress>;
  return (
    <Row note={t("common.already-signed-in")}>
      <p className="max-w-prose">{t.rich("sign-in.replaces", { who })} </p>
    </Row>
  );
}
