"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { serverTime } from "./server-time.ts";

/** Loads the page again when somebody comes back to its tab. */
export function RefreshOnReturn() {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => document.visibilityState === "visible" && router.refresh();
    document.addEventListener("visibilitychange", refresh);
    return () => document.removeEventListener("visibilitychange", refresh);
  }, [router]);
  return null;
}

/** Loads the page again every `ms` while somebody looks at it. */
export function RefreshEvery({ ms }: { ms: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), ms);
    return () => clearInterval(timer);
  }, [router, ms]);
  return null;
}

/** Loads the page again once, `ms` after it was shown. */
export function RefreshSoon({ ms }: { ms: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), ms);
    return () => clearTimeout(timer);
  }, [router, ms]);
  return null;
}

/** Loads the page again at a certain time of the server. */
export function RefreshAt({ iso, serverNow }: { iso: string; serverNow: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), Date.parse(iso) - serverTime(serverNow) + 500);
    return () => clearTimeout(timer);
  }, [router, iso, serverNow]);
  return null;
}
