import type { Metadata } from "next";
import { shownCaptcha } from "../../captcha/shown.ts";
import { linkTo } from "../../components/link-to.tsx";
import { Row, Sheet } from "../../components/sheet.tsx";
import { getTranslate } from "../../translations.ts";
import { AddressForm } from "../address-form.tsx";
import { OnTheWay } from "../handoff/on-the-way.tsx";
import { withOutage } from "../outage.tsx";
import type { SearchParams } from "../search-params.ts";
import { requestSignIn } from "./actions.ts";
import { loadOpening } from "./opening.ts";
import { signInPath } from "./path.ts";
import { SignedInAs } from "./signed-in-as.tsx";

export async function generateMetadata(props: { searchParams: SearchParams }): Promise<Metadata> {
  const t = await getTranslate();
  const opening = await loadOpening(props.searchParams, "sign-in.lead").catch(() => null);
  return { title: opening?.title ?? t("common.sign-in") };
}

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const t = await getTranslate();
  const opening = await loadOpening(props.searchParams, "sign-in.lead");
  const { visitor, again, next, email, title, lead } = opening;
  const password = linkTo(signInPath({ next, again }, "/sign-in/password"));
  const up = linkTo(signInPath({ next }, "/sign-up"));
  return (
    <Sheet title={title} lead={lead}>
      <OnTheWay next={next} />
      {visitor && <SignedInAs email={visitor.user.email} next={next} mayContinue={!again} />}
      <AddressForm
        action={requestSignIn}
        email={email}
        captcha={await shownCaptcha("/sign-in")}
        next={next}
        label={t("common.email")}
        submit={[t("sign-in.submit"), t("common.sending")]}
      />
      <Row note={t("sign-in.rather-password")}>
        <p>
          {again
            ? t.rich("sign-in.password-alone", { password })
            : t.rich("sign-in.password-or-up", { password, up })}
        </p>
      </Row>
    </Sheet>
  );
});
