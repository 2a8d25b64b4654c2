import { accountRouter } from "./routers/account.ts";
import { emailChangeRouter } from "./routers/email-change.ts";
import { emailOtpRouter } from "./routers/email-otp.ts";
import { emailVerificationRouter } from "./routers/email-verification.ts";
import { oneTimeTokenRouter } from "./routers/one-time-token.ts";
import { operatorRouter } from "./routers/operator.ts";
import { passwordResetRouter } from "./routers/password-reset.ts";
import { passwordRouter } from "./routers/password.ts";
import { sessionRouter } from "./routers/session.ts";
import { createCallerFactory, router } from "./trpc.ts";

export const appRouter = router({
  emailOtp: emailOtpRouter,
  emailVerification: emailVerificationRouter,
  emailChange: emailChangeRouter,
  oneTimeToken: oneTimeTokenRouter,
  operator: operatorRouter,
  password: passwordRouter,
  passwordReset: passwordResetRouter,
  session: sessionRouter,
  account: accountRouter,
});

/** The contract's types, for clients. */
export type AppRouter = typeof appRouter;

/** Calls the procedures in process, for forms and pages. */
export const createCaller = createCallerFactory(appRouter);

const mutations = new Set(
  Object.entries(appRouter._def.record).flatMap(([name, procedures]) =>
    Object.entries(procedures)
      .filter(([, procedure]) => procedure._def.type === "mutation")
      .map(([verb]) => `${name}.${verb}`),
  ),
);

/** Whether a call of a procedure, such as `emailOtp.request`, may change something. */
export function isMutation(path: string): boolean {
  return mutations.has(path);
}
