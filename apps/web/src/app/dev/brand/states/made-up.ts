import "server-only";
import { serverNow as readServerNow } from "../../../../auth/server-now.ts";
import { createPrefetch } from "../../../../trpc/prefetch.tsx";
import { statusOf } from "../../../challenge/status.ts";
import type { WaitingStep } from "../../../challenge/step.ts";

const MINUTE_MS = 60_000;
const OTP_ID = "00000000-0000-4000-8000-000000000000";

/** The address in the made-up states. */
export const EMAIL = "ada@example.com";

const pending = { otpId: OTP_ID, email: EMAIL, userId: null, next: null, secret: null };

/** `minutes` from the server's time, which is `serverNow`. */
export async function inMinutes(minutes: number) {
  const serverNow = await readServerNow();
  return { serverNow, iso: new Date(serverNow + minutes * MINUTE_MS).toISOString() };
}

async function madeUpStatus(codeLength: number | null) {
  return {
    otpId: OTP_ID,
    codeLength,
    expiresAt: (await inMinutes(10)).iso,
    resendAt: (await inMinutes(codeLength === null ? 8 : 0.5)).iso,
    triesLeft: codeLength === null ? null : 5,
    consumed: false,
    approved: false,
  };
}

/**
 * A code step: with a code, with only a link and a number to type at it, or without a mail because the address was sent
 * enough.
 */
export async function waitingStep(name: WaitingStep["name"]): Promise<WaitingStep> {
  const { serverNow } = await inMinutes(0);
  const status = {
    ...(await madeUpStatus(name === "code" ? 6 : null)),
    delivery: name === "capped" ? ("capped" as const) : ("sent" as const),
    ...(name !== "capped" && { phrase: "amber otter" }),
    number: name === "link" ? "482" : null,
  };
  const { queryClient, trpc } = createPrefetch();
  queryClient.setQueryData(statusOf(trpc, "email-otp").queryKey({ otpId: OTP_ID }), status);
  return { name, pending, status, queryClient, serverNow };
}
