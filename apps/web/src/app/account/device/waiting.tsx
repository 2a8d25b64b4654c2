import { EmailAddress } from "../../../components/email-address.tsx";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { getProduct } from "../../../products/get-product.ts";
import { getDateLocale, getTranslate } from "../../../language/translations.ts";
import { ApiProvider } from "../../../trpc/provider.tsx";
import { TimeOfDay } from "../../time/time-of-day.tsx";
import { showNewLink } from "./actions.ts";
import type { HandOff } from "./hand-off.ts";
import { HandOffWatch, TimeLeft, UserCode } from "./live.tsx";
import { QrCode } from "./qr-code.tsx";

interface WaitingProps {
  /** The account in which the other device will be signed in. */
  email: string;
  handOff: Extract<HandOff, { state: "waiting" }>;
}

/** What is typed or scanned on another device, until one takes it or it expires. */
export async function Waiting({ email, handOff }: WaitingProps) {
  const t = await getTranslate();
  const locale = await getDateLocale();
  const { token, userCode, expiresAt, serverNow } = handOff;
  const url = `${(await getProduct()).publicUrl}/device`;
  const who = () => <EmailAddress>{email}</EmailAddress>;
  const time = () => <TimeOfDay iso={expiresAt} locale={locale} />;
  const page = () => <PageAddress url={url} />;
  const open = t.rich("account-device.open-and-enter", { page });
  return (
    <PageLayout
      focusTitle
      title={t("account-device.waiting-title")}
      lead={t.rich("account-device.waiting-lead", { who })}
    >
      <ApiProvider>
        <HandOffWatch {...{ token, expiresAt, serverNow }} />
        <Row note={t("account-device.enter")}>
          <UserCode {...{ token, userCode }} words={[open, t("account-device.entered")]} />
        </Row>
      </ApiProvider>
      <Row note={t("account-device.scan")}>
        <p>
          {t.rich("account-device.works-until", { time })}{" "}
          <TimeLeft {...{ expiresAt, serverNow }} />
        </p>
        <noscript>
          <p className="text-muted">{t("account-device.reload")}</p>
        </noscript>
        <div className="mt-4">
          <QrCode text={`${url}/${token}`} label={t("account-device.qr-code")} />
        </div>
      </Row>
      <Row note={t("account-device.new-code")}>
        <form action={showNewLink}>
          <Button look="plain">{t("account-device.create-new-code")}</Button>
        </form>
        <p className="mt-3 text-muted">{t("account-device.replaces")}</p>
      </Row>
    </PageLayout>
  );
}

/** The address of the page, as somebody types it into a browser. */
function PageAddress({ url }: { url: string }) {
  return (
    <bdi dir="ltr" translate="no" className="font-semibold wrap-anywhere">
      {url.replace(/^https?:\/\//, "")}
    </bdi>
  );
}
