import { Row } from "../../../components/page-layout.tsx";
import { getTranslate } from "../../../language/translations.ts";
import type { WaitingStep } from "../../challenge/step.ts";

/**
 * The words that prove that a mail is the one that this page requested; for a mail that wasn't sent, says that there
 * are none.
 */
export async function Phrase({ name, status: { phrase } }: WaitingStep) {
  const t = await getTranslate();
  const isCapped = name === "capped";
  if (!phrase && !isCapped) return null;
  return (
    <Row note={t("sign-in-code.phrase")}>
      {isCapped ? (
        <p className="max-w-prose">{t("sign-in-code.capped-phrase")}</p>
      ) : (
        <p id="phrase" className="border-s-3 border-mark ps-4">
          {t("sign-in-code.phrase-check")}{" "}
          <strong
            lang="en"
            dir="ltr"
            translate="no"
            className="mt-1 block font-mono text-words font-normal rtl:text-end"
          >
            {phrase}
          </strong>
        </p>
      )}
    </Row>
  );
}
