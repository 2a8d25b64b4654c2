import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getCaller, getVisitor } from "../../caller.ts";
import { Row, Sheet } from "../../components/sheet.tsx";
import { Button } from "../../components/ui/button.tsx";
import { withOutage } from "../outage.tsx";
import { RefreshOnReturn } from "../refresh.tsx";
import { signOut } from "./actions.ts";
import { EndOthers } from "./end-others.tsx";
import { exactTime } from "./relative-time.ts";
import { SessionRow } from "./session-row.tsx";

export const metadata: Metadata = { title: "Account" };

export default withOutage(async function Page() {
  const visitor = await getVisitor();
  if (!visitor) redirect("/sign-in?next=/account");
  const { user } = visitor;
  const sessions = await (await getCaller()).session.list();
  const now = Date.now();
  return (
    <Sheet title="Your account">
      <RefreshOnReturn />
      <Row note="Address">
        <p className="font-semibold wrap-anywhere">{user.email}</p>
        <p className="text-muted">
          {user.emailVerified ? "Proven: you have read mail there." : "Not proven yet."}
        </p>
        <p className="text-muted">
          Account since{" "}
          <time dateTime={user.createdAt} title={exactTime(user.createdAt)}>
            {day(user.createdAt)}
          </time>
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
    </Sheet>
  );
});

function day(iso: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(iso),
  );
}
