import { getConfig } from "../../../config.ts";
import { CopyButton } from "../../../components/copy-button.tsx";
import { EmailAddress } from "../../../components/email-address.tsx";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { getDateLocale, getTranslate } from "../../../translations.ts";
import { ApiProvider } from "../../../trpc/provider.tsx";
import { TimeOfDay } from "../../time-of-day.tsx";
import { showNewLink } from "./actions.ts";
import type { HandOff } from "./hand-off.ts";
import { HandOffWatch, TimeLeft } from "./live.tsx";
import { QrCode } from "./qr-code.tsx";

interface WaitingProps {
  /** As whom the other device will be signed in. */
  email: string;
  handOff: Extract<HandOff, { state: "waiting" }>;
}

/** The link, to be scanned or typed, until another device takes it or its time is over. */
export async function Waiting({ email, handOff }: WaitingProps) {
  const t = await getTranslate();
  const locale = await getDateLocale();
  const { token, expiresAt, serverNow } = handOff;
  const { publicUrl } = getConfig();
  const link = `${publicUrl}/device/${token}`;
  const who = () => <EmailAddress>{email}</EmailAddress>;
  const time = () => <TimeOfDay iso={expiresAt} locale={locale} />;
  return (
    <Sheet
      focusTitle
      title={t("account-device.waiting-title")}
      lead={t.rich("account-device.waiting-lead", { who })}
    >
      <ApiProvider>
        <HandOffWatch {...{ token, expiresAt, serverNow }} />
      </ApiProvider>
      <Row note={t("account-device.scan")}>
        <p>
          {t.rich("account-device.works-until", { time })}{" "}
          <TimeLeft {...{ expiresAt, serverNow }} />
        </p>
        <p className="mb-4 text-muted">{t("account-device.unused")}</p>
        <noscript>
          <p className="mb-4 text-muted">{t("account-device.reload")}</p>
        </noscript>
        <QrCode text={link} label={t("account-device.qr-code")} />
      </Row>
      <Row note={t("account-device.or-open")}>
        <p className="mb-4">
          <bdi dir="ltr" translate="no" className="font-mono wrap-anywhere select-all">
            {publicUrl}/<wbr />
            device/
            <wbr />
            {token}
          </bdi>
        </p>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <CopyButton text={link} words={[t("common.copy"), t("common.copied")]} />
        </div>
      </Row>
      <Row note={t("account-device.instead")}>
        <form action={showNewLink}>
          <Button look="plain">{t("account-device.make-new")}</Button>
        </form>
        <p className="mt-3 text-muted">{t("account-device.replaces")}</p>
      </Row>
    </Sheet>
  );
}
