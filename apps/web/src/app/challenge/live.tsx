"use client";

import type { CodePurpose } from "@watchword/auth/purposes";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTRPC } from "../../trpc/provider.tsx";
import { RefreshAt } from "../time/refresh.tsx";
import { DeliveryState } from "../sent-mail/delivery-state.tsx";
import type { DeliveryWords } from "../sent-mail/mail-words.ts";
import { ResendForm, type ResendFormProps } from "../sent-mail/resend-form.tsx";
import { statusOf } from "./status.ts";

const QUEUED_MS = 2_000;
const WAITING_MS = 4_000;

/** The challenge that is watched. */
export interface Watched {
  purpose: CodePurpose;
  otpId: string;
}

/** The status of the challenge, kept up to date while somebody looks. */
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

/**
 * Loads the page again once its step is over: the code was used elsewhere, has expired, can't be tried any more, or is
 * unknown.
 */
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

/** How far the newest mail has come. */
export function LiveDelivery({ words, ...watched }: Watched & { words: DeliveryWords }) {
  const delivery = useStatus(watched).data?.delivery;
  return delivery && <DeliveryState {...{ delivery, words }} />;
}

/** Sends the same mail again, once that is allowed. */
export function LiveResendForm({ purpose, otpId, ...form }: Watched & ResendFormProps) {
  const status = useStatus({ purpose, otpId }).data;
  return status && <ResendForm {...form} resendAt={status.resendAt} />;
}
