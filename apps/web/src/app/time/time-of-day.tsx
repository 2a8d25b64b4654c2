"use client";

import { useAlive } from "../../components/alive.ts";

/** `2:32 PM` in the visitor's time zone; `1:32 PM UTC` until scripts run. */
export function TimeOfDay({ iso, locale }: { iso: string; locale: string }) {
  const zone = useAlive() ? {} : ({ timeZone: "UTC", timeZoneName: "short" } as const);
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", ...zone });
  return (
    // Browsers may space it in another way than the server.
    <time dateTime={iso} className="whitespace-nowrap" suppressHydrationWarning>
      {time.format(new Date(iso))}
    </time>
  );
}
