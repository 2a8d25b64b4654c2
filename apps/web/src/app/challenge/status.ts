import type { AppRouter } from "@watchword/api/router";
import type { CodePurpose } from "@watchword/auth/purposes";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";

/** The query for the status of a purpose's challenge. */
export function statusOf(trpc: TRPCOptionsProxy<AppRouter>, purpose: CodePurpose) {
  const queries = {
    "email-otp": trpc.emailOtp.status,
    "password-sign-up": trpc.password.signUpStatus,
    "email-verification": trpc.emailVerification.status,
    "email-change": trpc.emailChange.status,
  } satisfies Record<CodePurpose, unknown>;
  return queries[purpose];
}
