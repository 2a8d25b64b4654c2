import "server-only";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { type PendingChallenge, readPending } from "../../../challenge-cookie.ts";
import { createPrefetch } from "../../../trpc/prefetch.tsx";
import { challengeStep } from "../../challenge/step.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../destination.ts";

/** Where this browser's sign-in stands. */
export type Step = Awaited<ReturnType<typeof loadStep>>;

export const loadStep = cache(async () => {
  const pending = await readPending("sign-in");
  if (!pending) return (await getVisitor()) ? leadOn(null) : ({ name: "none" } as const);

  const prefetch = await loadStatus(pending.otpId);
  if (!prefetch) return { name: "none" } as const;
  const step = await challengeStep(pending, prefetch.status);
  if (step.name === "used" && (await isSignedInAs(pending.email))) return leadOn(pending);
  if (step.name === "used" || step.name === "expired") return step;
  return { ...step, queryClient: prefetch.queryClient };
});

function leadOn(pending: PendingChallenge | null) {
  return { name: "done", next: destination(pending?.next ?? null) } as const;
}

async function isSignedInAs(email: string): Promise<boolean> {
  return (await getVisitor())?.user.email === email;
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
