import type { Metadata } from "next";
import { Link } from "../../../components/link.tsx";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { EmailAddress } from "../../../components/email-address.tsx";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { buttonStyle } from "../../../components/ui/button.tsx";
import { getTranslate } from "../../../translations.ts";
import { DeadLink, type DeadState, linkTitle } from "../../dead-link.tsx";
import { knowsAddress } from "../../known-browser.ts";
import { LinkForm } from "../../link-form.tsx";
import { loadOpenedLink } from "../../opened-link.ts";
import { withOutage } from "../../outage.tsx";
import { InTheWay } from "../signed-in-as.tsx";
import { signInWithLink } from "./actions.ts";

const loadLink = cache(() => loadOpenedLink("email-otp"));

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslate();
  const link = await loadLink().catch(() => null);
  return { title: linkTitle(t, link?.state, t("sign-in-link.title")) };
}

export default withOutage(async function Page() {
  const t = await getTranslate();
  const link = await loadLink();
  const visitor = await getVisitor();
  if (link.state !== "live") return <DeadSignInLink state={link.state} visitor={visitor} />;

  const { email, next, token } = link;
  const signedInAs = visitor?.user.email;
  return (
    <Sheet title={t("sign-in-link.heading")} lead={t("sign-in-link.lead")}>
      {signedInAs !== undefined && signedInAs !== email && <InTheWay email={signedInAs} />}
      <Row note={t("common.address")}>
        <p className="mb-5">
          <EmailAddress>{email}</EmailAddress>
        </p>
        <LinkForm
          action={signInWithLink}
          {...{ token, next }}
          confirm={
            (await knowsAddress(link))
              ? null
              : { why: t("sign-in-link.elsewhere"), label: t("link.type-address") }
          }
          submit={[t("sign-in-link.submit", { email }), t("common.signing-in")]}
        />
      </Row>
    </Sheet>
  );
});

interface DeadSignInLinkProps {
  state: DeadState;
  visitor: Awaited<ReturnType<typeof getVisitor>>;
}

async function DeadSignInLink({ state, visitor }: DeadSignInLinkProps) {
  const t = await getTranslate();
  return (
    <DeadLink
      state={state}
      leads={{ used: t("sign-in-link.used") }}
      wayOn={["/sign-in", t("common.ask-for-mail")]}
      look={visitor ? "plain" : "primary"}
    >
      {visitor && (
        <Row note={t("common.signed-in-as")}>
          <p className="mb-5">
            <EmailAddress>{visitor.user.email}</EmailAddress>
          </p>
          <Link href="/account" className={buttonStyle()}>
            {t("common.to-account")}
          </Link>
        </Row>
      )}
    </DeadLink>
  );
}
