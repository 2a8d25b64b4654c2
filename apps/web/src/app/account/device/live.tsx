"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useTRPC } from "../../../trpc/provider.tsx";
import { useServerTime } from "../../time/server-time.ts";
import { ReadOff } from "../../../components/read-off.tsx";
import { RefreshAt } from "../../time/refresh.tsx";

const LOOK_AGAIN_MS = 2_000;

interface LiveProps {
  expiresAt: string;
  /** The server's time when it rendered the page, in milliseconds. */
  serverNow: number;
}

/** The status of the token, kept up to date while somebody looks. */
function useStatus(token: string) {
  return useQuery(
    useTRPC().oneTimeToken.status.queryOptions(
      { token },
      { refetchInterval: LOOK_AGAIN_MS, retry: (_, { data: refusal }) => !refusal },
    ),
  );
}

/** Loads the page again once the token was taken or has expired. */
export function HandOffWatch({ token, expiresAt, serverNow }: LiveProps & { token: string }) {
  const router = useRouter();
  const { data, error } = useStatus(token);
  // The call is refused if this session has ended too.
  const over = Boolean(error?.data) || (data !== undefined && data.state !== "waiting");

  useEffect(() => {
    if (over) router.refresh();
  }, [over, router]);

  return <RefreshAt iso={expiresAt} serverNow={serverNow} />;
}

interface UserCodeProps {
  token: string;
  /** Its value when the page was rendered. */
  userCode: string | null;
  /** What to do with it, and what the page says once that was done. */
  words: [open: ReactNode, entered: string];
}

/** The code to type on the other device, until somebody did. */
export function UserCode({ token, userCode, words: [open, entered] }: UserCodeProps) {
  const { data } = useStatus(token);
  const code = data === undefined ? userCode : data.userCode;
  return (
    <>
      {code !== null && (
        <p>
          {open} <ReadOff>{code}</ReadOff>
        </p>
      )}
      <output className="block">{code === null && entered}</output>
    </>
  );
}

/** `2:41`, hidden from screen readers, because nobody wants to hear the seconds pass. */
export function TimeLeft({ expiresAt, serverNow }: LiveProps) {
  const now = useServerTime(serverNow);
  if (now === null) return null;
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1_000));
  return (
    <span aria-hidden="true" className="text-muted">
      {`${Math.floor(seconds / 60)}:`}
      <span className="tabular-nums">{String(seconds % 60).padStart(2, "0")}</span>
    </span>
  );
}
