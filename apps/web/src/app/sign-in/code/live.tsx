"use client";

import { Delivery } from "../../challenge/delivery.tsx";
import { ResendForm } from "../../challenge/resend-form.tsx";
import { resendMail } from "./actions.ts";
import { useStatus } from "./status.ts";

/** The newest mail's state, kept fresh. */
export function LiveDelivery({ otpId }: { otpId: string }) {
  const status = useStatus(otpId);
  return status && <Delivery state={status.delivery} />;
}

export function LiveResendForm({ otpId, serverNow }: { otpId: string; serverNow: number }) {
  const status = useStatus(otpId);
  if (!status) return null;
  const { resendAt, delivery } = status;
  return <ResendForm action={resendMail} {...{ resendAt, delivery, serverNow }} />;
}
