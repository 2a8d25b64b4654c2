import type { AuthContext } from "../context.ts";
import { sealNotice } from "../notice/notice.ts";
import type { Attack } from "./attack.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";

const DAY = 86_400_000;

/** The sessions that a week's visits left, two on some accounts. */
export async function insertSessions(
  ctx: AuthContext,
  random: Random,
  people: readonly Person[],
  until: number,
): Promise<void> {
  const rows = people.slice(0, 120).flatMap(({ id, client }, index) =>
    Array.from({ length: index % 5 === 0 ? 2 : 1 }, () => {
      const seen = new Date(until - random.next() * 2 * DAY);
      const begun = new Date(seen.getTime() - random.next() * 4 * DAY);
      return {
        secret_hash: random.bytes(32),
        user_id: id,
        epoch: 0,
        user_agent: client.userAgent,
        ip: client.ip,
        place: client.place,
        created_at: begun,
        authenticated_at: begun,
        last_seen_at: seen,
        expires_at: new Date(seen.getTime() + 30 * DAY),
        absolute_expires_at: new Date(begun.getTime() + 90 * DAY),
      };
    }),
  );
  await ctx.db
    .insertInto("sessions")
    .values(rows)
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Failed mails, of which the newest can still be sent again, and addresses that aren't mailed. */
export async function insertMailTrouble(
  ctx: AuthContext,
  random: Random,
  people: readonly Person[],
  until: number,
): Promise<void> {
  const failed = people.slice(50, 62).map(({ id, client }, index) => {
    const kind = index % 3 === 0 ? "password-changed" : "new-sign-in";
    const notice = sealNotice(ctx, { client });
    const at = new Date(until - (index + random.next()) * 0.4 * DAY);
    return {
      id: notice.id,
      kind,
      user_id: id,
      sealed: index < 2 ? notice.sealed : null,
      state: "failed" as const,
      tries: 5,
      reason: random.pick([
        "resend: invalid_from_address 422",
        "smtp: 550 5.7.1 RCPT TO",
        "unwritable",
      ]),
      created_at: at,
      settled_at: new Date(at.getTime() + 90_000),
    };
  });
  await ctx.db.insertInto("mails").values(failed).execute();
  const suppressed = people.slice(70, 79).map(({ email }, index) => {
    const reason = index % 3 === 2 ? ("complaint" as const) : ("bounce" as const);
    const since = until - random.next() * 0.8 * DAY;
    return {
      email,
      reason,
      suppressed_at: new Date(since),
      suppressed_until: new Date(since + (reason === "bounce" ? 1 : 90) * DAY),
    };
  });
  await ctx.db
    .insertInto("suppressed_addresses")
    .values(suppressed)
    .onConflict((on) => on.doNothing())
    .execute();
}

/** The attack's guesses in the budgets of their addresses, clients and lengths. */
export async function spendGuesses(ctx: AuthContext, judged: Attack["judged"]): Promise<void> {
  const taken = new Map<string, number>();
  const rows: { budget: Buffer; slot: number; at: Date }[] = [];
  for (const { at, email, ip, digits } of judged) {
    const budgets = [
      await ctx.index.hash("address", "users", email),
      await ctx.index.hash("client", ip),
      Buffer.from(`code-length:${digits}`),
    ];
    for (const budget of budgets) {
      const name = budget.toString("hex");
      const slot = (taken.get(name) ?? 0) + 1;
      taken.set(name, slot);
      rows.push({ budget, slot, at: new Date(at) });
    }
  }
  for (let from = 0; from < rows.length; from += 5_000) {
    await ctx.db
      .insertInto("spent_guesses")
      .values(rows.slice(from, from + 5_000))
      .onConflict((on) => on.doNothing())
      .execute();
  }
}
