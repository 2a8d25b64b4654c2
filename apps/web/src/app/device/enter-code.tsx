import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import { ShownCodeForm } from "../forms/shown-code-form.tsx";
import { continueWithCode } from "./actions.ts";

/**
 * For people who come without a link: a field for the code that another device shows, which the address may contain.
 */
export async function EnterCode({ userCode }: { userCode: string | null }) {
  const t = await getTranslate();
  return (
    <PageLayout title={t("device.code-title")}>
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
    <Row note={<label htmlFor="code">{t("device.code")}</label>}>
      <ShownCodeForm
        action={continueWithCode}
        name="code"
        code={userCode}
        autoCapitalize="characters"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page begins with this field.
        autoFocus={begins}
        look="letters"
        className="max-w-sm"
        submit={[t("common.continue"), t("device.checking")]}
      />
      {/* Below, so that the field and its button stand above a phone's keyboard. */}
      {begins && <p className="mt-5 max-w-prose text-muted">{t("device.code-lead")}</p>}
    </Row>
  );
}
