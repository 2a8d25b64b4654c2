import "server-only";
import { describeDevice } from "@watchword/auth/client";
import { THIS_MACHINE } from "@watchword/db/mail-queue";
import { headers } from "next/headers";
import { getCaller } from "../../../caller/caller.ts";
import { readPending } from "../../../cookies/challenge-cookie.ts";
import { ReadOff } from "../../../components/read-off.tsx";
import { Row } from "../../../components/page-layout.tsx";
import { serverNow } from "../../../auth/server-now.ts";
import type { Translate } from "../../../language/translations.ts";
import { browserWords } from "../../account/device-words.ts";
import type { LiveLink } from "../../link/opened-link.ts";
import type { Opening } from "../../link/page-row.ts";
import { NumberThere } from "./number-there.tsx";

/**
 * How the browser that asked can be signed in: with a code to enter there, or with its number to enter here, which can
 * be tried once.
 */
type Way = { code: string } | { approved: boolean | null };

/**
 * What a sign-in link's page says in another browser than the one that asked. Null in the one that asked, and if that
 * can't be signed in from here.
 */
export async function openElsewhere(t: Translate, link: LiveLink): Promise<Opening | null> {
  if (await askedHere(link)) return null;
  const way = await wayThere(link);
  if (way === null) return null;
  return {
    title: t("sign-in-link.where-title"),
    lead: askedIn(t, link),
    before: (
      <Row note={t("sign-in-link.sign-in-there")}>
        {"code" in way ? (
          <CodeThere t={t} code={way.code} />
        ) : (
          <NumberThere token={link.token} approved={way.approved} />
        )}
      </Row>
    ),
    note: t("sign-in-link.sign-in-here"),
  };
}

/** Whether this browser asked for the mail, even if it seems to have asked for a newer one since. */
async function askedHere({ otpId, email, requestedBy }: LiveLink): Promise<boolean> {
  const pending = await readPending("email-otp");
  if (pending?.otpId === otpId) return true;
  if (pending?.email !== email) return false;
  const { browser, os } = describeDevice((await headers()).get("user-agent"));
  return requestedBy?.browser === browser && requestedBy?.os === os;
}

async function wayThere({ otpId, code, approved = null }: LiveLink): Promise<Way | null> {
  if (code) return { code };
  if (approved !== null) return { approved };
  if (!otpId) return null;
  const { emailOtp } = await getCaller();
  const { number, expiresAt } = await emailOtp.status({ otpId });
  const isShown = number !== null && Date.parse(expiresAt) > (await serverNow());
  return isShown ? { approved } : null;
}

function askedIn(t: Translate, { requestedBy }: LiveLink) {
  const words = requestedBy && browserWords(t, requestedBy);
  if (!words) return t("sign-in-link.requested-in-other");
  const device = () => <strong className="font-semibold text-ink">{words}</strong>;
  const { place } = requestedBy;
  return place === null || place === THIS_MACHINE
    ? t.rich("sign-in-link.requested-in", { device })
    : t.rich("sign-in-link.requested-in-place", { device, place });
}

function CodeThere({ t, code }: { t: Translate; code: string }) {
  return (
    <>
      <p>
        {t("sign-in-link.code-there")} <ReadOff>{code}</ReadOff>
      </p>
      <p className="mt-4 max-w-prose text-muted">{t("sign-in-link.code-warning")}</p>
    </>
  );
}
