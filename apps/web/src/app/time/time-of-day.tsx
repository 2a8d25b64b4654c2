"use client";

import { useAlive } from "../../components/alive.ts";

/** `2:32 PM`, as the visitor's clock has it; `1:32 PM UTC` until the page is alive. */
export function TimeOfDay({ iso, locale }: { iso: string; locale: string }) {
  const zone = useAlive() ? {} : ({ timeZone: "UTC", timeZoneName: "short" } as const);
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", ...zone });
  return (
    // Browsers may space it otherwise than the server does.
    <time dateTime={iso} className="whitespace-nowrap" suppressHydrationWarning>
      {time.format(new Date(iso))}
    </time>
  );
}
