import { Link } from "../../components/link.tsx";
import { getPolicy } from "../../products/get-product.ts";
import { linkTo } from "../../components/link-to.tsx";
import { Row } from "../../components/page-layout.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";
import { signInPath } from "../visitor/sign-in-path.ts";

/** Shown in place of a form that requires a recent sign-in. */
export async function SignInAgain({ next }: { next: string }) {
  const t = await getTranslate();
  const minutes = Math.round((await getPolicy()).session.freshSeconds / 60);
  return (
    <Row note={t("common.sign-in-first")}>
      <p className="max-w-prose">{t("account.sign-in-again", { minutes })}</p>
      <Link href={signInPath({ next, again: true })} className={buttonStyle({ className: "mt-5" })}>
        {t("common.sign-in-again")}
      </Link>
    </Row>
  );
}

/** The link from a page of the settings back to the account. */
export async function BackToAccount() {
  const t = await getTranslate();
  return (
    <Row note={t("account.or")}>
      <p>{t.rich("account.back", { link: linkTo("/account") })}</p>
    </Row>
  );
}
