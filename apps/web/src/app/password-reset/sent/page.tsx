import { Sheet } from "../../../components/sheet.tsx";
import { getTranslate } from "../../../translations.ts";
import { NoMail, SentTo } from "../../challenge/sent-to.tsx";
import { titled } from "../../titled.ts";
import { readAskedAddress } from "../asked-cookie.ts";

export const generateMetadata = titled("password-reset.sent-title");

export default async function Page() {
  const t = await getTranslate();
  const email = await readAskedAddress();
  return (
    <Sheet focusTitle title={t("password-reset.sent-title")} lead={t("password-reset.sent-lead")}>
      {email !== null && <SentTo email={email} changeHref="/password-reset" />}
      <NoMail email={email}>
        <p>{t("password-reset.sent-hint")}</p>
      </NoMail>
    </Sheet>
  );
}
