import { describePlace } from "@watchword/auth/client";
import type { Session } from "@watchword/auth/session";
import { THIS_MACHINE } from "@watchword/db/mail-queue";
import { TextButton } from "../../components/ui/button.tsx";
import { getDateLocale, getTranslate, type Translate } from "../../language/translations.ts";
import { deviceWords } from "./device-words.ts";
import { exactTime, relativeTime } from "./relative-time.ts";

interface SessionRowProps {
  session: Session;
  /** The session that it came from and ends with, if there is one. */
  parent?: Session | undefined;
  now: number;
}

/** A session in words, with a way to end it; the visitor's own ends by signing out. */
export async function SessionRow({ session, parent, now }: SessionRowProps) {
  const t = await getTranslate();
  const locale = await getDateLocale();
  const device = deviceWords(t, session);
  const place = placeWords(t, session);
  const when = relativeTime(session.lastSeenAt, now, locale);
  const time = () => (
    <time dateTime={session.lastSeenAt} title={exactTime(session.lastSeenAt, locale)}>
      {when}
    </time>
  );
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 border-b border-hairline py-4 first:pt-0 last:border-b-0 last:pb-0">
      <div className="wrap-anywhere">
        <p className="font-semibold">
          {session.current ? t.rich("sessions.current", { device, current: accented }) : device}
        </p>
        <p className="text-muted">
          {place === null ? time() : t.rich("sessions.place-and-time", { place, time })}
        </p>
        {parent && (
          <p className="text-muted">
            {parent.current
              ? t("sessions.came-from-here")
              : t("sessions.came-from", { device: deviceWords(t, parent) })}
          </p>
        )}
      </div>
      {!session.current && (
        <TextButton
          name="sessionId"
          value={session.id}
          aria-label={t("sessions.end-which", { device, when })}
        >
          {t("sessions.end")}
        </TextButton>
      )}
    </li>
  );
}

function accented(words: React.ReactNode) {
  return <span className="font-normal text-accent">{words}</span>;
}

function placeWords(t: Translate, session: Session): string | null {
  const place = describePlace(session);
  return place === THIS_MACHINE ? t("sessions.this-machine") : place;
}
