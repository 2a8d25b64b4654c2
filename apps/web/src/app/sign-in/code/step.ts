import "server-only";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { type PendingChallenge, readPending } from "../../../challenge-cookie.ts";
import { createPrefetch } from "../../../trpc/prefetch.tsx";
import { isFresh } from "../../account/guard.ts";
import { challengeStep } from "../../challenge/step.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../destination.ts";

/** Where this browser's sign-in stands. */
export type Step = Awaited<ReturnType<typeof loadStep>>;

export const loadStep = cache(async () => {
  const pending = await readPending("email-otp");
  if (!pending) return (await getVisitor()) ? leadOn(null) : ({ name: "none" } as const);

  const prefetch = await loadStatus(pending.otpId);
  if (!prefetch) return { name: "none" } as const;
  const step = await challengeStep(pending, prefetch.status);
  if (step.name === "used" && (await isSignedInAs(pending.email))) return leadOn(pending);
  if (step.name === "capped" && (await hasJustSignedIn(pending.email))) return leadOn(pending);
  if (step.name === "used" || step.name === "expired" || step.name === "capped") return step;
  return { ...step, queryClient: prefetch.queryClient };
});

function leadOn(pending: PendingChallenge | null) {
  return { name: "done", next: destination(pending?.next ?? null) } as const;
}

async function isSignedInAs(email: string): Promise<boolean> {
  const user = (await getVisitor())?.user;
  return user?.email === email && user.collection === "users";
}

/** By the link of an earlier mail, say: a session that was to be renewed isn't fresh. */
async function hasJustSignedIn(email: string): Promise<boolean> {
  const visitor = await getVisitor();
  return visitor !== null && (await isSignedInAs(email)) && isFresh(visitor);
}

/** Null for a sign-in that isn't known any more. */
async function loadStatus(otpId: string) {
  const { queryClient, trpc } = createPrefetch();
  try {
    const status = await queryClient.fetchQuery(trpc.emailOtp.status.queryOptions({ otpId }));
    return { queryClient, status };
  } catch (error) {
    const { reason } = refusalIn(error);
    if (reason === "INVALID_TOKEN" || reason === "INVALID_INPUT") return null;
    throw error;
  }
}
