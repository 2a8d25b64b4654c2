"use client";

import type { Delivery } from "@watchword/auth/challenge";
import type { ResendWords } from "../../challenge/mail-words.ts";
import { ResendForm } from "../../challenge/resend-form.tsx";
import { resendMail } from "./actions.ts";
import { useStatus } from "./status.ts";

interface LiveDeliveryProps {
  otpId: string;
  words: Record<Delivery, string>;
}

/** The newest mail's state, kept fresh. */
export function LiveDelivery({ otpId, words }: LiveDeliveryProps) {
  const status = useStatus(otpId);
  return status && <p className="text-muted">{words[status.delivery]}</p>;
}

interface LiveResendFormProps {
  otpId: string;
  serverNow: number;
  words: ResendWords;
}

export function LiveResendForm({ otpId, serverNow, words }: LiveResendFormProps) {
  const status = useStatus(otpId);
  if (!status) return null;
  const { resendAt } = status;
  return <ResendForm action={resendMail} {...{ resendAt, serverNow, words }} />;
}
