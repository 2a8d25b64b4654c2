import type { Migration } from "kysely/migration";
import { baseline } from "./0001-baseline.ts";
import { approvalsAndUserCodes } from "./0002-approvals-and-user-codes.ts";
import { countEachGuessOnce } from "./0003-count-each-guess-once.ts";
import { signingKeys } from "./0004-signing-keys.ts";
import { sessionMethods } from "./0005-session-methods.ts";
import { logouts } from "./0006-logouts.ts";
import { registeredApps } from "./0007-registered-apps.ts";
import { consents } from "./0008-consents.ts";
import { deviceAuthorizations } from "./0009-device-authorizations.ts";
import { formerAppKeys } from "./0010-former-app-keys.ts";
import { appSessionsByDay } from "./0011-app-sessions-by-day.ts";
import { deviceIssuers } from "./0012-device-issuers.ts";
import { tokensOutliveSessions } from "./0013-tokens-outlive-sessions.ts";
import { appRegistrations } from "./0014-app-registrations.ts";
import { voidedTokens } from "./0015-voided-tokens.ts";
import { linksById } from "./0016-links-by-id.ts";

/** Frozen once released: a change to the schema is a new entry. */
export const migrations: Record<string, Migration> = {
  "0001-baseline": baseline,
  "0002-approvals-and-user-codes": approvalsAndUserCodes,
  "0003-count-each-guess-once": countEachGuessOnce,
  "0004-signing-keys": signingKeys,
  "0005-session-methods": sessionMethods,
  "0006-logouts": logouts,
  "0007-registered-apps": registeredApps,
  "0008-consents": consents,
  "0009-device-authorizations": deviceAuthorizations,
  "0010-former-app-keys": formerAppKeys,
  "0011-app-sessions-by-day": appSessionsByDay,
  "0012-device-issuers": deviceIssuers,
  "0013-tokens-outlive-sessions": tokensOutliveSessions,
  "0014-app-registrations": appRegistrations,
  "0015-voided-tokens": voidedTokens,
  "0016-links-by-id": linksById,
};
