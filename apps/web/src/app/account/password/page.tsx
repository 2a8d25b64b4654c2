import { linkTo } from "../../../components/link-to.tsx";
import { passwordWords } from "../../../components/password-words.ts";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { getTranslate } from "../../../language/translations.ts";
import { withOutage } from "../../pages/outage.tsx";
import { signInPath } from "../../visitor/sign-in-path.ts";
import { titledForVisitor } from "../../pages/titled.ts";
import { isFresh, requireVisitor } from "../../visitor/guard.ts";
import { BackToAccount, SignInAgain } from "../sign-in-again.tsx";
import { PasswordForm } from "./password-form.tsx";

const PATH = "/account/password";

export const generateMetadata = titledForVisitor("account-password.title");

export default withOutage(async function Page() {
  const t = await getTranslate();
  const visitor = await requireVisitor(PATH);
  const { email, hasPassword } = visitor.user;
  const fresh = await isFresh(visitor);
  const code = linkTo(signInPath({ next: PATH, again: true }));
  return (
    <PageLayout
      title={hasPassword ? t("account.change-password") : t("account.new-password")}
      lead={t("account-password.lead")}
    >
      {fresh || hasPassword ? (
        <PasswordForm
          email={email}
          asksCurrent={!fresh}
          words={{ current: passwordWords(t, "current"), new: passwordWords(t, "new") }}
          submit={[t("common.set-password"), t("common.setting-password")]}
        />
      ) : (
        <SignInAgain next={PATH} />
      )}
      {!fresh && hasPassword && (
        <Row note={t("account-password.forgotten")}>
          <p>{t.rich("account-password.forgotten-words", { code })}</p>
        </Row>
      )}
      <BackToAccount />
    </PageLayout>
  );
});
