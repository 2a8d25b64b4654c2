import { pendingMigrations } from "@watchword/db/migrate";
import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { auditProblem } from "@watchword/db/roles";
import { getAuth } from "../../../../auth.ts";
import { checkMail, type MailCheck } from "../../../../mail-check.ts";

/** A mail this old means that no worker is taking any. */
const QUEUE_AGE_LIMIT_SECONDS = 60;

type Checks = Record<"database" | "migrations" | "queue" | "audit" | "mail", string>;

/**
 * Whether the process can serve: 200, or 503 with what is missing. A provider of mail that fails is
 * always named; it counts only until it worked once, so that a wrong configuration is never rolled out
 * and an outage of theirs never takes the pages away. What guards the record is told and doesn't count.
 */
export async function GET(): Promise<Response> {
  const mail = await checkMail();
  const checks: Checks = { ...(await checkDatabase()), mail: mail?.problem ?? "ok" };
  const { mail: _counted, audit: _told, ...needed } = checks;
  const ok = Object.values(needed).every((state) => state === "ok") && worksOrHas(mail);
  return Response.json(
    { ok, checks },
    { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}

function worksOrHas(mail: MailCheck | null): boolean {
  return mail === null || mail.proven;
}

async function checkDatabase(): Promise<Omit<Checks, "mail">> {
  try {
    const { db } = getAuth();
    const [pending, age, record] = await Promise.all([
      pendingMigrations(db),
      queueAgeSeconds(db),
      auditProblem(db),
    ]);
    return {
      database: "ok",
      migrations: pending.length === 0 ? "ok" : `pending: ${pending.join(", ")}`,
      queue:
        age <= QUEUE_AGE_LIMIT_SECONDS ? "ok" : `the oldest mail has waited ${Math.round(age)} s`,
      audit: record ?? "ok",
    };
  } catch {
    return { database: "unreachable", migrations: "unknown", queue: "unknown", audit: "unknown" };
  }
}

export const dynamic = "force-dynamic";
