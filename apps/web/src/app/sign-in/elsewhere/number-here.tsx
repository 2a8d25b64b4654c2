import { Row } from "../../../components/page-layout.tsx";
import { getTranslate } from "../../../language/translations.ts";
import { MatchNumber } from "./match-number.tsx";

/** On the page that asked for a mail with only a link: the number to be typed where the link is opened. */
export async function NumberHere(props: { otpId: string; number: string }) {
  const t = await getTranslate();
  return (
    <Row note={t("account.another-device")}>
      <MatchNumber
        {...props}
        lead={t("sign-in-code.number")}
        submit={[t("sign-in-code.number-entered"), t("common.signing-in")]}
      />
    </Row>
  );
}
