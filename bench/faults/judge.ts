import type { Deployment } from "./deployment.ts";
import type { Call, History } from "./history.ts";

const MAX_ATTEMPTS = 5;

/** What an answer must never be: a failure that isn't `UNAVAILABLE`, or one that shows our insides. */
export function badAnswers(calls: readonly Call[]): string[] {
  return calls.flatMap(({ procedure, status, body }) => {
    const shown = `${procedure}: ${status} ${body.slice(0, 200)}`;
    if (status >= 500 && status !== 503) return [shown];
    return /\bat .+:\d+:\d+|\.ts:|node_modules|select |insert into/i.test(body) ? [shown] : [];
  });
}

/** Holds the history against the database and the provider; answers what doesn't agree. */
export async function judge(history: History, deployment: Deployment): Promise<string[]> {
  return [
    ...oneSuccessEach(history.calls),
    ...(await successesAreStored(history.calls, deployment)),
    ...(await attemptsAreBounded(history.calls, deployment)),
    ...(await mailsWentOnce(history.calls, deployment)),
  ];
}

const grants = (calls: readonly Call[]) =>
  calls.filter(({ about, status }) => about !== null && status === 200);

function oneSuccessEach(calls: readonly Call[]): string[] {
  const successes = Object.groupBy(grants(calls), ({ about }) => about ?? "");
  return Object.values(successes).flatMap((same = []) =>
    same.length > 1 ? [`${same[0]?.procedure}: a token had ${same.length} successes`] : [],
  );
}

async function successesAreStored(
  calls: readonly Call[],
  { asOwner }: Deployment,
): Promise<string[]> {
  const rows = await asOwner<{ id: string; consumed: boolean }>(
    "SELECT id, consumed_at IS NOT NULL AS consumed FROM tokens",
  );
  const consumed = new Map(rows.map(({ id, consumed: is }) => [id, is]));
  const tried = new Set(calls.flatMap(({ about }) => (about === null ? [] : [about])));
  const granted = grants(calls).filter(({ procedure }) => procedure === "emailOtp.signIn");
  const lost = granted
    .filter(({ about }) => consumed.get(about ?? "") !== true)
    .map(({ about }) => `${about} was granted, and isn't consumed`);
  const sessions = await asOwner<{ of: string; sessions: number }>(`
    SELECT email AS of, count(*)::int AS sessions FROM sessions JOIN users ON users.id = user_id
    WHERE parent_id IS NULL GROUP BY email HAVING count(*) > 1`);
  const extra = sessions.map(({ of, sessions: many }) => `${of} has ${many} sessions of one code`);
  const untouched = rows.filter(({ id, consumed: is }) => is && !tried.has(id)).length;
  const handedOver = grants(calls).filter(({ procedure }) => procedure === "oneTimeToken.verify");
  const unexplained = untouched - handedOver.length - unknownOutcomes(calls).length;
  return [
    ...lost,
    ...extra,
    ...(unexplained > 0 ? [`${unexplained} tokens were consumed by nobody`] : []),
  ];
}

/** Calls whose caller can't know what became of them. */
const unknownOutcomes = (calls: readonly Call[]) =>
  calls.filter(({ about, status }) => about !== null && (status === 0 || status === 503));

async function attemptsAreBounded(
  calls: readonly Call[],
  { asOwner }: Deployment,
): Promise<string[]> {
  const [over] = await asOwner<{ over: number }>(
    `SELECT count(*)::int AS over FROM tokens WHERE attempts > ${MAX_ATTEMPTS}`,
  );
  const judged = new Map<string, number>();
  for (const { about, procedure, reason } of calls) {
    if (procedure !== "emailOtp.signIn" || reason !== "INVALID_TOKEN") continue;
    judged.set(about ?? "", (judged.get(about ?? "") ?? 0) + 1);
  }
  // A used token's guesses are refused with the same words, and spend nothing.
  const stored = await asOwner<{ id: string; attempts: number }>("SELECT id, attempts FROM tokens");
  const forgotten = stored.filter(
    ({ id, attempts }) => attempts === 0 && (judged.get(id) ?? 0) > 1 && !wasGranted(calls, id),
  );
  return [
    ...(over && over.over > 0
      ? [`${over.over} challenges have more than ${MAX_ATTEMPTS} attempts`]
      : []),
    ...forgotten.map(({ id }) => `${id} was guessed at, and has no attempt`),
  ];
}

const wasGranted = (calls: readonly Call[], id: string) =>
  calls.some(({ about, status }) => about === id && status === 200);

async function mailsWentOnce(
  calls: readonly Call[],
  { asOwner, resend }: Deployment,
): Promise<string[]> {
  const rows = await asOwner<{ id: string; kind: string; token_id: string | null; state: string }>(
    "SELECT id, kind, token_id, state FROM mails",
  );
  // One that went without our hearing of it may have been used before its next try: it has nothing to say.
  const settled = new Set(["sent", "skipped"]);
  const lost = rows
    .filter(({ id, state }) => !settled.has(state) || !resend.accepted.has(id))
    .map(({ id, kind, state }) => `mail ${id} (${kind}) is ${state}`);
  const known = new Set(rows.map(({ id }) => id));
  const strangers = [...resend.accepted.keys()].filter((key) => !known.has(key));
  const withMail = new Set(rows.map(({ token_id }) => token_id));
  const unmailed = calls
    .filter(({ procedure, status }) => procedure === "emailOtp.request" && status === 200)
    .map(({ body }) => String(JSON.parse(body).result.data.otpId))
    .filter((otpId) => !withMail.has(otpId));
  return [
    ...lost,
    ...strangers.map((key) => `mail ${key} went, and nobody asked for it`),
    ...unmailed.map((otpId) => `${otpId} was accepted, and has no mail`),
  ];
}
