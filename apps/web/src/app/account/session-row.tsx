import { describeDevice, describePlace } from "@watchword/auth/client";
import type { Session } from "@watchword/auth/session";
import { getConfig } from "../../config.ts";
import { TextButton } from "../../components/ui/button.tsx";
import { endSession } from "./actions.ts";
import { exactTime, relativeTime } from "./relative-time.ts";

/** A session in words, and the way to end it; one's own ends by signing out. */
export function SessionRow({ session, now }: { session: Session; now: number }) {
  const device = deviceWords(session);
  const place = describePlace(session);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 border-b border-hairline py-4 first:pt-0 last:border-b-0 last:pb-0">
      <div className="wrap-anywhere">
        <p className="font-semibold">
          {device}
          {session.current && <span className="font-normal text-accent"> – this browser</span>}
        </p>
        <p className="text-muted">
          {place && `${place}, `}
          <Time iso={session.lastSeenAt} now={now} />
        </p>
      </div>
      {!session.current && (
        <form action={endSession}>
          <input type="hidden" name="sessionId" value={session.id} />
          <TextButton
            aria-label={`End the session in ${device}, ${relativeTime(session.lastSeenAt, now)}`}
          >
            End
          </TextButton>
        </form>
      )}
    </li>
  );
}

function Time({ iso, now }: { iso: string; now: number }) {
  return (
    <time dateTime={iso} title={exactTime(iso)}>
      {relativeTime(iso, now)}
    </time>
  );
}

function deviceWords({ userAgent, audience }: Session): string {
  if (audience !== null) return appName(audience);
  const { browser, os } = describeDevice(userAgent);
  if (browser && os) return `${browser} on ${os}`;
  return browser ?? (os ? `A browser on ${os}` : "Unknown device");
}

function appName(audience: string): string {
  return getConfig().apps.find(({ id }) => id === audience)?.name ?? audience;
}
