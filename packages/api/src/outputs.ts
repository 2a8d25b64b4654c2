import type { Challenge, Delivery } from "@watchword/auth/email-otp";
import type { ListedSession, Session, SignedIn } from "@watchword/auth/session";
import { z } from "zod";

// What leaves, field by field: whatever else a flow's result holds stays here. The flows' own types
// are named where they have one, so that neither side can change without the other.

const time = z.iso.datetime();

export const user = z.object({
  id: z.guid(),
  email: z.string(),
  emailVerified: z.boolean(),
  collection: z.string(),
  hasPassword: z.boolean(),
  createdAt: time,
}) satisfies z.ZodType<SignedIn["user"]>;

export const session = z.object({
  id: z.guid(),
  createdAt: time,
  authenticatedAt: time,
  expiresAt: time,
  lastSeenAt: time,
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  place: z.string().nullable(),
  audience: z.string().nullable(),
  current: z.boolean(),
}) satisfies z.ZodType<Session>;

export const listedSession = session.extend({
  parentId: z.guid().exactOptional(),
}) satisfies z.ZodType<ListedSession>;

export const current = z.object({ user, session }) satisfies z.ZodType<SignedIn>;

/** The token is there where it was asked for instead of a cookie. */
export const signedIn = current.extend({ token: z.string().exactOptional() });

export const renewed = signedIn.omit({ user: true });

export const proven = signedIn.pick({ user: true });

/** Signed in, or not where the policy's `signInAfter` is off. */
export const resetCompleted = z.union([signedIn, z.object({ user, session: z.null() })]);

export const revoked = z.object({ revoked: z.int() });

export const challenge = z.object({
  otpId: z.string(),
  codeLength: z.int().nullable(),
  expiresAt: time,
  resendAt: time.nullable(),
  phrase: z.string().exactOptional(),
}) satisfies z.ZodType<Challenge>;

export const challengeStatus = challenge.extend({
  delivery: z.enum(["queued", "sent", "delivered", "bounced", "failed", "capped"]),
  consumed: z.boolean(),
}) satisfies z.ZodType<Challenge & { delivery: Delivery }>;

export const oneTimeToken = z.object({ token: z.string(), expiresAt: time });

export const oneTimeTokenStanding = z.object({
  state: z.enum(["waiting", "taken", "expired"]),
  expiresAt: time,
});

export const resetLink = z.object({ email: z.string(), expiresAt: time });

export const ok = z.object({ ok: z.literal(true) });
