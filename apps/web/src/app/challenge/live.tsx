"use client";

import type { CodePurpose } from "@watchword/auth/purposes";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTRPC } from "../../trpc/provider.tsx";
import { RefreshAt } from "../time/refresh.tsx";
import { type MailAction, MailForm } from "../sent-mail/mail-form.tsx";
import type { ResendWords } from "./mail-words.ts";
import { statusOf } from "./status.ts";

const QUEUED_MS = 2_000;
const WAITING_MS = 4_000;

/** Which challenge. */
export interface Watched {
  purpose: CodePurpose;
  otpId: string;
}

/** How the challenge stands, kept fresh while somebody looks. */
export function useStatus({ purpose, otpId }: Watched) {
  const query = statusOf(useTRPC(), purpose);
  return useQuery(
    query.queryOptions(
      { otpId },
      {
        refetchInterval: ({ state: { data } }) => {
          if (data?.consumed) return false;
          return data?.delivery === "queued" ? QUEUED_MS : WAITING_MS;
        },
        retry: (_, { data: refusal }) => !refusal,
      },
    ),
  );
}

interface StepWatchProps extends Watched {
  codeLength: number | null;
  expiresAt: string;
  /** The server's time when it rendered the page, in milliseconds. */
  serverNow: number;
}

/** Asks the server for the page again once its step is over: used elsewhere, too old, link only, or unknown. */
export function StepWatch({ codeLength, expiresAt, serverNow, ...watched }: StepWatchProps) {
  const router = useRouter();
  const { data: status, error } = useStatus(watched);
  const reason = error?.data?.reason;
  const isLost = reason === "INVALID_TOKEN" || reason === "UNAUTHENTICATED";
  const moved =
    status !== undefined &&
    (status.consumed ||
      status.codeLength !== codeLength ||
      (codeLength === null && status.delivery === "capped"));

  useEffect(() => {
    if (moved || isLost) router.refresh();
  }, [moved, isLost, router]);

  return <RefreshAt iso={expiresAt} serverNow={serverNow} />;
}

interface LiveResendFormProps extends Watched {
  action: MailAction;
  serverNow: number;
  words: ResendWords;
}

/** Sends the same mail again, once the server's wait is over. */
export function LiveResendForm({ action, serverNow, words, ...watched }: LiveResendFormProps) {
  const status = useStatus(watched).data;
  if (!status) return null;
  const { resendAt: iso } = status;
  const { over, submit, ...countdown } = words;
  return (
    <MailForm
      {...{ action, countdown }}
      look="plain"
      from={iso === null ? null : { iso, serverNow }}
      over={iso === null ? over : null}
      submit={[submit, submit]}
    />
  );
}
