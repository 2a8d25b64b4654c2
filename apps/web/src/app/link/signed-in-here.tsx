import { EmailAddress } from "../../components/email-address.tsx";
import { Link } from "../../components/link.tsx";
import { Row } from "../../components/page-layout.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";

/** Who is signed in already, and the way to their account. */
export async function SignedInHere({ email }: { email: string }) {
  const t = await getTranslate();
  return (
    <Row note={t("common.signed-in-as")}>
      <p className="mb-5">
        <EmailAddress>{email}</EmailAddress>
      </p>
      <Link href="/account" className={buttonStyle()}>
        {t("common.to-account")}
      </Link>
    </Row>
  );
}
