import type { Challenge, Delivery } from "@watchword/auth/challenge";
import type { ListedSession, Session, SignedIn } from "@watchword/auth/session";
import { z } from "zod";

// What answers contain, field by field: whatever else a flow's result contains isn't sent. The types name those of the
// flows, so that neither side can change without the other.

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
  authenticatedAt: time.meta({ description: "When its owner last signed in with it." }),
  expiresAt: time,
  lastSeenAt: time,
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  place: z.string().nullable().meta({ description: "In words, if a trusted proxy named it." }),
  audience: z.string().nullable().meta({ description: "The app that it was handed to." }),
  current: z.boolean().meta({ description: "Whether it is the one that asks." }),
}) satisfies z.ZodType<Session>;

export const listedSession = session.extend({
  parentId: z
    .guid()
    .exactOptional()
    .meta({ description: "The session that it was handed over from." }),
}) satisfies z.ZodType<ListedSession>;

export const current = z.object({ user, session }) satisfies z.ZodType<SignedIn>;

/** The token is there if it was asked for instead of a cookie. */
export const signedIn = current.extend({
  token: z.string().exactOptional().meta({ description: "The session's secret, shown once." }),
});

export const signedUp = signedIn.extend({
  existing: z.boolean().meta({
    description: "Whether the address had an account, whose password is as it was.",
  }),
});

export const renewed = signedIn.omit({ user: true });

export const proven = signedIn.pick({ user: true });

/** Signed in, unless the policy's `signInAfter` is off. */
export const resetCompleted = z.union([signedIn, z.object({ user, session: z.null() })]);

export const consent = z.object({
  app: z.string().meta({ description: "The app's id." }),
  name: z.string(),
  givenAt: time,
});

export const statement = z.object({
  statement: z.string().meta({
    description: "A JWT: `iss`, `sub`, `aud`, `sid`, `email`, `email_verified`, `iat`, `exp`.",
  }),
  expiresAt: time,
});

export const revoked = z.object({ revoked: z.int() });

export const challenge = z.object({
  otpId: z.string(),
  codeLength: z
    .int()
    .nullable()
    .meta({ description: "Null if the mail carries only the link, or no mail was sent." }),
  expiresAt: time.meta({ description: "When the code ends." }),
  resendAt: time.nullable().meta({
    description:
      "When it may be mailed again, which its address's limit may put off; null after the last.",
  }),
  phrase: z
    .string()
    .exactOptional()
    .meta({ description: "The words that the mail shows as well." }),
  secret: z.string().exactOptional().meta({
    description: "For `emailOtp.signInApproved`; returned once, by `emailOtp.request`.",
  }),
}) satisfies z.ZodType<Challenge>;

export const challengeStatus = challenge.extend({
  delivery: z.enum(["queued", "sent", "delivered", "bounced", "failed", "capped"]),
  triesLeft: z.int().nullable().meta({
    description: "How many wrong codes it still allows; null if there is no code to enter.",
  }),
  consumed: z.boolean(),
  number: z.string().nullable().meta({
    description:
      "Three digits to show if the mail of a sign-in carries only the link: typed where the link was opened, they approve this caller.",
  }),
  approved: z.boolean().meta({
    description:
      "Whether the digits were entered correctly, so that `emailOtp.signInApproved` signs in.",
  }),
}) satisfies z.ZodType<Challenge & { delivery: Delivery; triesLeft: number | null }>;

export const oneTimeToken = z.object({
  token: z.string(),
  expiresAt: time,
  userCode: z.string().exactOptional().meta({
    description: "Eight letters that stand for the token, if they were requested.",
  }),
});

export const oneTimeTokenStanding = z.object({
  state: z.enum(["waiting", "taken", "expired"]),
  expiresAt: time,
  userCode: z.string().nullable().meta({
    description: "What may be typed on another device, until it was.",
  }),
  takenBy: z.guid().nullable().exactOptional().meta({
    description: "The session that it was redeemed for; only for this deployment's own pages.",
  }),
});

/** What a live link would do. Its page shows the same to anyone who has the link. */
const mailedLink = z.object({
  email: z.string(),
  expiresAt: time,
  collection: z.string().meta({ description: "Whose accounts it is about." }),
});

const known = z.boolean().meta({
  description: "Whether the caller is signed in at the address, or their browser was before.",
});

export const leadingLink = mailedLink.extend({
  next: z.string().nullable().meta({ description: "Where it leads in the end." }),
});

export const signInLink = leadingLink.extend({
  known,
  otpId: z.string().nullable().exactOptional().meta({
    description: "The id of its challenge; only for this deployment's own pages.",
  }),
  code: z.string().nullable().meta({
    description:
      "The code of the same mail, to be typed where it was requested; null if none can be.",
  }),
  requestedBy: z
    .object({
      browser: z.string().nullable(),
      os: z.string().nullable(),
      place: z.string().nullable(),
    })
    .nullable()
    .meta({ description: "Who asked for the mail, in words." }),
  approved: z.boolean().nullable().meta({
    description: "Whether the number typed was right; null while one may be typed.",
  }),
});

export const signUpLink = leadingLink.extend({
  known,
  existing: z.boolean().meta({
    description: "Whether the address has an account, which the link signs in to.",
  }),
});

export const invitationLink = mailedLink.extend({ known });

export const undoLink = mailedLink.extend({
  instead: z.string().nullable().meta({ description: "The address that goes, masked." }),
  known,
});

export const accountLink = mailedLink.extend({
  own: z.boolean().meta({ description: "Whether the caller's session is of its account." }),
});

export const ok = z.object({ ok: z.literal(true) });
