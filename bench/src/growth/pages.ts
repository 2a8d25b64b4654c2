import { lookForAlerts } from "@watchword/auth/alerts";
import { cleanUp } from "@watchword/auth/clean-up";
import type { AuthContext } from "@watchword/auth";
import { listFailedMails, listSuppressedAddresses } from "@watchword/auth/delivery";
import { keepTotals, listEvents, viewAddress, viewOverview } from "@watchword/auth/operator";
import { readMailFigures } from "@watchword/mailer/figures";
import { median } from "simple-statistics";

const TIMES = 5;
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** What operators ask for, and what the worker does each minute. */
const PAGES: Record<string, (auth: AuthContext) => Promise<unknown>> = {
  "overview of an hour": (auth) => viewOverview(auth, "hour"),
  "overview of a day": (auth) => viewOverview(auth, "day"),
  "overview of a week": (auth) => viewOverview(auth, "week"),
  "newest events": (auth) => listEvents(auth, {}),
  "events of a frequent name": (auth) => listEvents(auth, { event: "email-otp.sign-in" }),
  "events of a name that there is none of": (auth) =>
    listEvents(auth, { event: "operator.disable-user" }),
  "refused events": (auth) => listEvents(auth, { outcome: "refused" }),
  "failed calls of a frequent name, of which there are none": (auth) =>
    listEvents(auth, { event: "email-otp.sign-in", outcome: "failed" }),
  "refused calls for a reason that there is none of": (auth) =>
    listEvents(auth, { event: "email-otp.sign-in", reason: "WEAK_PASSWORD" }),
  "events of a day two weeks ago": (auth) =>
    listEvents(auth, { event: "mail.delivered", from: daysAgo(14), to: daysAgo(13) }),
  "events of an address": (auth) => listEvents(auth, { email: "known-77@example.com" }),
  "events of a request": (auth) => listEvents(auth, { requestId: NOBODY }),
  "an address": (auth) =>
    viewAddress(auth, {
      collection: "users",
      email: "known-77@example.com",
      limit: 50,
      ownSessionId: NOBODY,
    }),
  "failed mails": (auth) => listFailedMails(auth),
  "suppressed addresses": (auth) => listSuppressedAddresses(auth),
  "alerts, each minute": (auth) => lookForAlerts(auth),
  "metrics of mail": ({ db }) => readMailFigures(db),
  "clean-up with nothing to do": (auth) => cleanUp(auth),
  "counting of events, with nothing to do": (auth) => keepTotals(auth),
};

/** Medians in milliseconds, taken in turns. */
export async function timePages(
  deployments: Record<string, AuthContext>,
): Promise<Record<string, Record<string, number>>> {
  const times: Record<string, Record<string, number>> = {};
  for (const [page, open] of Object.entries(PAGES)) {
    const byName: Record<string, number[]> = {};
    for (let time = -1; time < TIMES; time++) {
      for (const [name, auth] of Object.entries(deployments)) {
        const begunAt = performance.now();
        await open(auth);
        if (time >= 0) (byName[name] ??= []).push(performance.now() - begunAt);
      }
    }
    times[page] = Object.fromEntries(
      Object.entries(byName).map(([name, taken]) => [name, median(taken)]),
    );
  }
  return times;
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000);
}
