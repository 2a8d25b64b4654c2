import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import { continueWithCode } from "./actions.ts";
import { UserCodeForm } from "./user-code-form.tsx";

/** For who comes without a link: a code that another device shows, which the address may name. */
export async function EnterCode({ userCode }: { userCode: string | null }) {
  const t = await getTranslate();
  return (
    <PageLayout title={t("device.code-title")} lead={t("device.code-lead")}>
      <CodeEntry begins userCode={userCode} />
      <Row note={t("device.code-sent-to-you")}>
        <p className="max-w-prose">{t("device.close-it")}</p>
      </Row>
    </PageLayout>
  );
}

interface CodeEntryProps {
  /** Whether the page begins with it. */
  begins?: boolean;
  userCode?: string | null;
}

export async function CodeEntry({ begins = false, userCode = null }: CodeEntryProps) {
  const t = await getTranslate();
  return (
    <UserCodeForm
      action={continueWithCode}
      label={t("device.code")}
      submit={[t("common.continue"), t("device.checking")]}
      begins={begins}
      userCode={userCode}
    />
  );
}
