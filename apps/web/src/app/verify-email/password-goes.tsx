import { Row } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";

/** Warns that a first proof removes the password. */
export async function PasswordGoes() {
  const t = await getTranslate();
  return (
    <Row note={t("verify-email.before")}>
      <p className="max-w-prose border-s-3 border-mark ps-4">{t("verify-email.before-words")}</p>
    </Row>
  );
}
