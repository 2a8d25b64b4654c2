import { Row } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";

/** What a first proof takes away, said before it is given. */
export async function PasswordGoes() {
  const t = await getTranslate();
  return (
    <Row note={t("verify-email.before")}>
      <p className="max-w-prose border-s-3 border-mark ps-4">{t("verify-email.before-words")}</p>
    </Row>
  );
}
