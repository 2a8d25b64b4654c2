import "server-only";
import type { CodePurpose } from "@watchword/auth/purposes";
import { cache } from "react";
import { readPending } from "../../cookies/challenge-cookie.ts";
import { serverNow as readServerNow } from "../../auth/server-now.ts";
import { createPrefetch } from "../../trpc/prefetch.tsx";
import { refusalIn } from "../refusals/refused.ts";
import { statusOf } from "./status.ts";

/** Who owns the challenge of a step, and where the step leads. */
export interface StepFlow {
  purpose: CodePurpose;
  /** The account that it is about; null if the challenge is a visitor's, signed in or not. */
  owner: (() => Promise<{ id: string; email: string }>) | null;
  /** Whether the mail goes to the owner's own address. */
  toOwner?: true;
  /** Where the step leads by itself; null while there is something to do or to read. */
  leadsTo(step: OpenStep): Promise<string | null>;
}

/** The state of a flow's challenge in this browser. */
export type OpenStep = Awaited<ReturnType<typeof loadOpenStep>>;

/** An open step, or one that leads on by itself. */
export type Step = Awaited<ReturnType<typeof loadStep>>;

/**
 * A challenge that waits for its code, or only for its link; or one without a mail, because the address was sent
 * enough.
 */
export type WaitingStep = Extract<OpenStep, { name: "code" | "link" | "capped" }>;

export const loadStep = cache(async (flow: StepFlow) => {
  const step = await loadOpenStep(flow);
  const to = await flow.leadsTo(step);
  return to === null ? step : ({ name: "done", to } as const);
});

/** `none` also for a challenge that isn't known any more, or belongs to another account. */
async function loadOpenStep(flow: Omit<StepFlow, "leadsTo">) {
  const owner = (await flow.owner?.()) ?? null;
  const pending = await readPending(flow.purpose);
  const isOwn = pending?.userId === (owner?.id ?? null);
  // The owner may have had another address when the mail was requested.
  const isStale = flow.toOwner && pending?.email !== owner?.email;
  if (!pending || !isOwn || isStale) return { name: "none", pending: null } as const;
  const found = await loadStatus(flow, pending.otpId);
  if (!found) return { name: "none", pending } as const;

  const { status } = found;
  if (status.consumed) return { name: "used", pending } as const;
  const serverNow = await readServerNow();
  const { codeLength, delivery } = status;
  const waiting = { ...found, pending, serverNow };
  if (delivery === "capped" && codeLength === null) return { ...waiting, name: "capped" } as const;
  if (Date.parse(status.expiresAt) <= serverNow) return { name: "expired", pending } as const;
  return { ...waiting, name: codeLength === null ? "link" : "code" } as const;
}

/** Null for a challenge that isn't known any more. */
export async function loadStatus({ purpose }: Pick<StepFlow, "purpose">, otpId: string) {
  const { queryClient, trpc } = createPrefetch();
  try {
    const query = statusOf(trpc, purpose).queryOptions({ otpId });
    return { queryClient, status: await queryClient.fetchQuery(query) };
  } catch (error) {
    const { reason } = refusalIn(error);
    if (reason === "INVALID_TOKEN" || reason === "INVALID_INPUT") return null;
    throw error;
  }
}
