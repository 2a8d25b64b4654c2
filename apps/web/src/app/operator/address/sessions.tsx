import { describeDevice, describePlace } from "@watchword/auth/client";
import type { AddressView } from "@watchword/auth/operator";
import type { Session } from "@watchword/auth/session";
import { THIS_MACHINE } from "@watchword/db/mail-queue";
import { Row } from "../../../components/page-layout.tsx";
import { TextButton } from "../../../components/ui/button.tsx";
import { ActionForm } from "../../forms/action-form.tsx";
import { AskFirst } from "../ask-first.tsx";
import { Time } from "../words/time.tsx";
import { endSessions } from "./actions.ts";

/** Where the account is signed in, with buttons to end that. */
export function Sessions({ view: { user, sessions } }: { view: AddressView }) {
  return (
    <Row note={<h2>Sessions</h2>}>
      <ActionForm action={endSessions}>
        <input type="hidden" name="userId" value={user?.id ?? ""} />
        {sessions.length === 0 && <p>No sessions.</p>}
        <ul>
          {sessions.map((session) => (
            <li
              key={session.id}
              className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-hairline py-3 first:pt-0"
            >
              <div className="wrap-anywhere">
                <p className="font-semibold">
                  {deviceOf(session)}
                  {session.current && (
                    <span className="font-normal text-accent">, this one is yours</span>
                  )}
                </p>
                <p className="text-muted">
                  {placeOf(session)}, since <Time iso={session.createdAt} />, last seen{" "}
                  <Time iso={session.lastSeenAt} /> UTC
                </p>
              </div>
              {!session.current && (
                <TextButton
                  name="sessionId"
                  value={session.id}
                  aria-label={`Sign out: ${deviceOf(session)}`}
                >
                  Sign out
                </TextButton>
              )}
            </li>
          ))}
        </ul>
        {sessions.some(({ current }) => !current) && (
          <AskFirst
            open="Sign out everywhere"
            lead="Its owner will need to sign in again on every device and in every app."
            name="sessionId"
            value="all"
          >
            Yes, sign out everywhere
          </AskFirst>
        )}
      </ActionForm>
    </Row>
  );
}

function placeOf(session: Session): string {
  const place = describePlace(session);
  if (place === null) return "Unknown place";
  return place === THIS_MACHINE ? "This computer" : place;
}

function deviceOf({ audience, userAgent }: Session): string {
  if (audience !== null) return `The app ${audience}`;
  const { browser, os } = describeDevice(userAgent);
  return [browser, os].filter(Boolean).join(" on ") || "An unknown device";
}
