import { OUTCOMES } from "@watchword/auth/audit";
import type { FailedMail, SuppressedAddress } from "@watchword/auth/delivery";
import {
  type AccountState,
  type AddressView,
  MAIL_KINDS,
  type Overview,
  type RecordedEvent,
} from "@watchword/auth/operator";
import { z } from "zod";
import { listedSession, user } from "./outputs.ts";

const time = z.iso.datetime();
const milliseconds = z.int().nullable();

/** `url` if whoever invites delivers the link; `mailed` is false also if the address was sent too many mails. */
export const invitation = z.object({
  invitationId: z.guid(),
  expiresAt: z.iso.datetime(),
  mailed: z.boolean(),
  url: z.url().nullable(),
});

/** An app that sessions may be handed to. */
export const registeredApp = z.object({
  id: z.string(),
  name: z.string(),
  origin: z.string().nullable(),
  redirectUris: z.string().array(),
  trusted: z.boolean(),
  deviceAuthorization: z
    .boolean()
    .meta({ description: "Whether it may sign in on devices without a browser." }),
  allowedOrigins: z.string().array(),
  initiateLoginUri: z.string().nullable(),
  postLogoutRedirectUris: z.string().array(),
  backchannelLogoutUri: z.string().nullable(),
  subjectType: z.enum(["public", "pairwise"]),
  hasKey: z.boolean().meta({ description: "Whether its server has a key." }),
  hasTwoKeys: z.boolean().meta({ description: "Whether the key before still works too." }),
  isFixed: z.boolean().meta({ description: "Whether only the environment can change it." }),
});

export const appKey = z.object({
  key: z.string().nullable().meta({ description: "Shown once. Null if none was made." }),
});

export const accountState = user.extend({
  disabledAt: time.nullable(),
}) satisfies z.ZodType<AccountState>;

export const recordedEvent = z.object({
  id: z.guid(),
  at: time,
  event: z.string(),
  outcome: z.enum(OUTCOMES),
  reason: z
    .string()
    .nullable()
    .meta({ description: "One of the refusals' or, of a mail, in its provider's codes." }),
  userId: z.guid().nullable(),
  address: z.string().nullable().meta({ description: "Masked." }),
  actor: z.object({ id: z.guid(), email: z.string().nullable() }).nullable().meta({
    description: "The operator who did it; without the address once that account is gone.",
  }),
  tokenId: z
    .guid()
    .nullable()
    .meta({ description: "What a request, its mails and the sign-in have in common." }),
  client: z.string().nullable(),
  device: z.string().nullable(),
  requestId: z.string().nullable(),
  app: z.string().nullable().meta({ description: "The registered app that it was done to." }),
}) satisfies z.ZodType<RecordedEvent>;

export const eventPage = z.object({
  events: recordedEvent.array(),
  next: z
    .string()
    .nullable()
    .meta({ description: "`before` of the next page; null for the last." }),
});

const point = z.object({
  at: time,
  requested: z.int().meta({ description: "Calls that asked for a mail." }),
  sent: z.int().meta({ description: "Mails that a provider took, notices among them." }),
  delivered: z.int(),
  undelivered: z.int().meta({ description: "Mails that bounced, failed or expired." }),
  signedIn: z.int().meta({ description: "Sessions begun." }),
  refused: z.int().meta({ description: "Calls refused." }),
  timeToSignInMs: milliseconds.meta({
    description: "The median, from the request of the mail to the sign-in.",
  }),
});

export const overview = z.object({
  from: time,
  to: time,
  stepSeconds: z.int(),
  points: point.array().meta({ description: "The last one is still filling." }),
  refusals: z.object({ reason: z.string(), count: z.int() }).array(),
  budgets: z
    .object({
      digits: z.int(),
      limit: z.int(),
      spent: z.int(),
      state: z.enum(["open", "half", "spent"]),
    })
    .array(),
  timeToSignIn: z.object({ p50Ms: milliseconds, p90Ms: milliseconds, p99Ms: milliseconds }),
  queue: z.object({
    waiting: z.int(),
    ageSeconds: z.number(),
    failed: z.int(),
    resendable: z.int().meta({ description: "Of those that failed." }),
  }),
  suppressed: z.int(),
}) satisfies z.ZodType<Overview>;

const reason = z.enum(["bounce", "complaint"]);

export const suppressedAddress = z.object({
  email: z.string(),
  reason,
  suppressedAt: time,
  suppressedUntil: time,
}) satisfies z.ZodType<SuppressedAddress>;

export const addressView = z.object({
  email: z.string(),
  collection: z.string(),
  user: accountState.nullable(),
  sessions: listedSession.array(),
  testAccounts: z
    .object({ collection: z.string(), until: time, live: z.boolean() })
    .array()
    .meta({ description: "As the policy lists it; nothing is mailed to a test account." }),
  suppressions: z.object({ reason, since: time, until: time }).array(),
  mails: z
    .object({
      kind: z.enum(MAIL_KINDS),
      left: z.int().meta({ description: "How many it may be sent now." }),
      limit: z.int(),
      nextAt: time
        .nullable()
        .meta({ description: "When the next one may be sent; null if one may be sent now." }),
    })
    .array()
    .meta({ description: "Empty if the policy doesn't count mails." }),
  budget: z.object({ spent: z.int(), limit: z.int() }),
  timeline: recordedEvent.array(),
  next: eventPage.shape.next,
}) satisfies z.ZodType<AddressView>;

export const failedMail = z.object({
  id: z.guid(),
  kind: z.string(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
  tries: z.int(),
  createdAt: time,
  failedAt: time,
  resendable: z.boolean(),
}) satisfies z.ZodType<FailedMail>;
