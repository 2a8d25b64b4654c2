import { emailOtpRouter } from "./routers/email-otp.ts";
import { sessionRouter } from "./routers/session.ts";
import { createCallerFactory, router } from "./trpc.ts";

export const appRouter = router({
  emailOtp: emailOtpRouter,
  session: sessionRouter,
});

/** The contract's types, for clients. */
export type AppRouter = typeof appRouter;

/** Calls the procedures in process, for forms and pages. */
export const createCaller = createCallerFactory(appRouter);
