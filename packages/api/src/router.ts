import type { AnyTRPCProcedure } from "@trpc/server";
import { accountRouter } from "./routers/account.ts";
import { consentRouter } from "./routers/consent.ts";
import { emailChangeRouter } from "./routers/email-change.ts";
import { emailOtpRouter } from "./routers/email-otp.ts";
import { emailVerificationRouter } from "./routers/email-verification.ts";
import { invitationRouter } from "./routers/invitation.ts";
import { oneTimeTokenRouter } from "./routers/one-time-token.ts";
import { operatorRouter } from "./routers/operator.ts";
import { passwordResetRouter } from "./routers/password-reset.ts";
import { passwordRouter } from "./routers/password.ts";
import { sessionRouter } from "./routers/session.ts";
import { createCallerFactory, router } from "./trpc.ts";

/** Every procedure of the contract. */
export const appRouter = router({
  emailOtp: emailOtpRouter,
  emailVerification: emailVerificationRouter,
  emailChange: emailChangeRouter,
  invitation: invitationRouter,
  oneTimeToken: oneTimeTokenRouter,
  operator: operatorRouter,
  password: passwordRouter,
  passwordReset: passwordResetRouter,
  session: sessionRouter,
  account: accountRouter,
  consent: consentRouter,
});

/** The contract's types, for clients. */
export type AppRouter = typeof appRouter;

/** Calls the procedures in process, for forms and pages. */
export const createCaller = createCallerFactory(appRouter);

// tRPC also has them by their whole path, which its types don't say.
const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;

/** A procedure, such as `emailOtp.request`; null if there is none. */
export function procedureAt(path: string): AnyTRPCProcedure | null {
  return procedures[path] ?? null;
}

/** Whether a call of a procedure may change something. */
export function isMutation(path: string): boolean {
  return procedureAt(path)?._def.type === "mutation";
}
