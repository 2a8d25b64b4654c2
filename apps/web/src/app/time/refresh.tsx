"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { serverTime } from "./server-time.ts";

/** Renews the page when somebody comes back to its tab. */
export function RefreshOnReturn() {
  const router = useRouter();
  useEffect(() => {
    const refresh = () => document.visibilityState === "visible" && router.refresh();
    document.addEventListener("visibilitychange", refresh);
    return () => document.removeEventListener("visibilitychange", refresh);
  }, [router]);
  return null;
}

/** Renews the page every so often while somebody looks at it. */
export function RefreshEvery({ ms }: { ms: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), ms);
    return () => clearInterval(timer);
  }, [router, ms]);
  return null;
}

/** Renews the page once, a while after it was shown. */
export function RefreshSoon({ ms }: { ms: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), ms);
    return () => clearTimeout(timer);
  }, [router, ms]);
  return null;
}

/** Renews the page when a moment of the server's time has come. */
export function RefreshAt({ iso, serverNow }: { iso: string; serverNow: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), Date.parse(iso) - serverTime(serverNow) + 500);
    return () => clearTimeout(timer);
  }, [router, iso, serverNow]);
  return null;
}
