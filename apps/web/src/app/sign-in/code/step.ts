import "server-only";
import { cache } from "react";
import { databaseNow } from "@watchword/auth/clock";
import { getAuth } from "../../../auth.ts";
import { getVisitor } from "../../../caller.ts";
import { type PendingSignIn, readPendingSignIn } from "../../../challenge-cookie.ts";
import { createPrefetch } from "../../../trpc/prefetch.tsx";
import { refusalIn } from "../../refused.ts";
import { destination } from "../destination.ts";

/** Where this browser's sign-in stands. */
export type Step = Awaited<ReturnType<typeof loadStep>>;

export const loadStep = cache(async () => {
  const pending = await readPendingSignIn();
  if (!pending) return (await getVisitor()) ? leadOn(null) : ({ name: "none" } as const);

  const prefetch = await loadStatus(pending.otpId);
  if (!prefetch) return { name: "none" } as const;
  const { status } = prefetch;
  if (status.consumed) {
    return (await isSignedInAs(pending.email))
      ? leadOn(pending)
      : ({ name: "used", pending } as const);
  }
  const serverNow = await databaseNow(getAuth());
  if (Date.parse(status.expiresAt) <= serverNow) return { name: "expired", pending } as const;
  const name = status.codeLength === null ? "link" : "code";
  return { name, pending, ...prefetch, serverNow } as const;
});

function leadOn(pending: PendingSignIn | null) {
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
