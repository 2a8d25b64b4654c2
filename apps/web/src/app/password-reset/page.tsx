import { getVisitor } from "../../caller.ts";
import { shownCaptcha } from "../../captcha/shown.ts";
import { linkTo } from "../../components/link-to.tsx";
import { Row, Sheet } from "../../components/sheet.tsx";
import { getTranslate } from "../../translations.ts";
import { AddressForm } from "../address-form.tsx";
import { withOutage } from "../outage.tsx";
import { titled } from "../titled.ts";
import { requestReset } from "./actions.ts";
import { readAskedAddress } from "./asked-cookie.ts";

export const generateMetadata = titled("password-reset.title");

export default withOutage(async function Page() {
  const t = await getTranslate();
  const visitor = await getVisitor();
  const email = (await readAskedAddress()) ?? visitor?.user.email ?? "";
  return (
    <Sheet title={t("password-reset.title")} lead={t("password-reset.lead")}>
      <AddressForm
        action={requestReset}
        email={email}
        captcha={await shownCaptcha("/password-reset")}
        label={t("common.email")}
        submit={[t("common.send-mail"), t("common.sending")]}
      />
      <Row note={t("password-reset.hurry")}>
        <p>{t.rich("password-reset.hurry-words", { code: linkTo("/sign-in") })}</p>
      </Row>
    </Sheet>
  );
});
