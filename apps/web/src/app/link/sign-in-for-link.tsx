import { Link } from "../../components/link.tsx";
import { EmailAddress } from "../../components/email-address.tsx";
import { Row } from "../../components/page-layout.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";
import { signInPath } from "../visitor/sign-in-path.ts";

interface SignInForLinkProps {
  /** The address of the other account that is signed in here; null if there is none. */
  signedInAs: string | null;
  /** The link's page. */
  next: string;
  /** The address of the link's account. */
  children: string;
}

/** For a link that works only in a session of its account: how to get one, and to come back. */
export async function SignInForLink({ signedInAs, next, children }: SignInForLinkProps) {
  const t = await getTranslate();
  const who = () => <EmailAddress>{signedInAs ?? ""}</EmailAddress>;
  return (
    <Row note={signedInAs === null ? t("common.sign-in-first") : t("common.already-signed-in")}>
      {signedInAs !== null && (
        <p className="mb-3 max-w-prose">{t.rich("own-link.another-account", { who })}</p>
      )}
      <p className="max-w-prose">{children}</p>
      <Link href={signInPath({ next })} className={buttonStyle({ className: "mt-5" })}>
        {t("common.sign-in")}
      </Link>
    </Row>
  );
}
