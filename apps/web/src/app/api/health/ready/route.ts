import { pendingMigrations } from "@watchword/db/migrate";
import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { getAuth } from "../../../../auth.ts";

/** A mail this old means that no worker is taking any. */
const QUEUE_AGE_LIMIT_SECONDS = 60;

/** Whether the process can serve: 200, or 503 with what is missing. */
export async function GET(): Promise<Response> {
  const checks = await check();
  const ok = Object.values(checks).every((state) => state === "ok");
  return Response.json(
    { ok, checks },
    { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}

async function check(): Promise<Record<"database" | "migrations" | "queue", string>> {
  try {
    const { db } = getAuth();
    const [pending, age] = await Promise.all([pendingMigrations(db), queueAgeSeconds(db)]);
    return {
      database: "ok",
      migrations: pending.length === 0 ? "ok" : `pending: ${pending.join(", ")}`,
      queue:
        age <= QUEUE_AGE_LIMIT_SECONDS ? "ok" : `the oldest mail has waited ${Math.round(age)} s`,
    };
  } catch {
    return { database: "unreachable", migrations: "unknown", queue: "unknown" };
  }
}

export const dynamic = "force-dynamic";
