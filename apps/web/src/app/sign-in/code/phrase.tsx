import { Row } from "../../../components/page-layout.tsx";
import { getTranslate } from "../../../language/translations.ts";

interface PhraseProps {
  phrase: string | undefined;
  door: "code" | "link" | "capped";
}

/** The words that prove the mail is the one this page asked for; of a mail that didn't go, that it has none. */
export async function Phrase({ phrase, door }: PhraseProps) {
  const t = await getTranslate();
  if (door === "capped")
    return (
      <Row note={t("sign-in-code.phrase")}>
        <p className="max-w-prose">{t("sign-in-code.capped-phrase")}</p>
      </Row>
    );
  if (!phrase) return null;
  return (
    <Row note={t("sign-in-code.phrase")}>
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
    </Row>
  );
}
