import { Row } from "../../../components/sheet.tsx";
import { getTranslate } from "../../../translations.ts";

interface PhraseProps {
  phrase: string | undefined;
  door: "code" | "link";
}

/** The words that prove the mail is the one this page asked for. */
export async function Phrase({ phrase, door }: PhraseProps) {
  if (!phrase) return null;
  const t = await getTranslate();
  return (
    <Row note={t("sign-in-code.phrase")}>
      <p id="phrase" className="border-s-3 border-mark ps-4">
        {t(`sign-in-code.phrase-${door}`)}{" "}
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
