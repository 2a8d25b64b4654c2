import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@watchword/api/router";

/** The whole contract, for tRPC's own tools: `createTRPCContext<AppRouter>()`. */
export type { AppRouter };

/** What each procedure takes: `Inputs["emailOtp"]["request"]`. */
export type Inputs = inferRouterInputs<AppRouter>;

/** What each procedure returns: `Outputs["session"]["list"]`. Times are ISO 8601. */
export type Outputs = inferRouterOutputs<AppRouter>;

/** A mailed code and link in use. */
export type Challenge = Outputs["emailOtp"]["request"];

/** A challenge, with how far its mail has come and whether it was used. */
export type ChallengeStatus = Outputs["emailOtp"]["status"];

/** Who signed in, their session, and its token if one was asked for. */
export type SignedIn = Outputs["emailOtp"]["signIn"];

/** An account as its owner sees it. */
export type User = SignedIn["user"];

/** A session as its owner sees it. Times are ISO 8601. */
export type Session = SignedIn["session"];
