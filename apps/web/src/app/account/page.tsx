import type { Metadata } from "next";
import Link from "next/link";
import { getCaller } from "../../caller.ts";
import { Row, Sheet } from "../../components/sheet.tsx";
import { Button } from "../../components/ui/button.tsx";
import { type Done, readDone } from "../../done-cookie.ts";
import { withOutage } from "../outage.tsx";
import { RefreshOnReturn } from "../refresh.tsx";
import { signOut } from "./actions.ts";
import { EndOthers } from "./end-others.tsx";
import { requireVisitor } from "./guard.ts";
import { exactTime } from "./relative-time.ts";
import { SessionRow } from "./session-row.tsx";

export const metadata: Metadata = { title: "Account" };

const DONE: Record<Done, string> = {
  password: "The new password is in force. Every other session was ended.",
  email:
    "The new address is in force, and you sign in with it from now on. Every other session was ended, and both addresses were told.",
  "email-verification":
    "Your address is proven. A password that the account had before is gone, and every other session was ended.",
};

export default withOutage(async function Page() {
  const { user } = await requireVisitor("/account");
  const done = await readDone();
  const sessions = await (await getCaller()).session.list();
  const now = Date.now();
  return (
    <Sheet title="Your account" focusTitle lead={done && DONE[done]}>
      <RefreshOnReturn />
      <Row note="Address">
        <p className="font-semibold wrap-anywhere">{user.email}</p>
        <p className="text-muted">
          {user.emailVerified ? (
            "Proven: you have read mail there."
          ) : (
            <>
              Not proven yet:{" "}
              <Link href="/verify-email" className="link">
                prove it
              </Link>
              .
            </>
          )}
        </p>
        <p className="text-muted">
          Account since{" "}
          <time dateTime={user.createdAt} title={exactTime(user.createdAt)}>
            {day(user.createdAt)}
          </time>
        </p>
        <p className="mt-3">
          <Link href="/account/email" className="link">
            Change the address
          </Link>
        </p>
      </Row>
      <Row note="Password">
        <p className="text-muted">
          {user.hasPassword
            ? "There is one. A code or a link from your mail signs you in as well."
            : "None: you sign in with a code or a link from your mail."}
        </p>
        <p className="mt-3">
          <Link href="/account/password" className="link">
            {user.hasPassword ? "Change the password" : "Set a password"}
          </Link>
        </p>
      </Row>
      <Row note={<h2>Signed in</h2>}>
        <output className="sr-only">
          {sessions.length === 1 ? "1 session" : `${sessions.length} sessions`}
        </output>
        <ul>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} now={now} />
          ))}
        </ul>
        <EndOthers count={sessions.filter(({ current }) => !current).length} />
      </Row>
      <Row note="This browser">
        <form action={signOut}>
          <Button look="plain">Sign out</Button>
        </form>
      </Row>
      <Row note="Leaving">
        <Link href="/account/delete" className="link">
          Delete the account
        </Link>
      </Row>
    </Sheet>
  );
});

function day(iso: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(iso),
  );
}
