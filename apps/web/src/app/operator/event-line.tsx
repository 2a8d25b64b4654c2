import type { RecordedEvent } from "@watchword/auth/operator";
import { Link } from "../../components/link.tsx";
import { eventWords } from "./words/event-words.ts";
import { placeWords } from "./words/place-words.ts";
import { reasonWords } from "./words/reason-words.ts";
import { Time, TimeOfDay } from "./words/time.tsx";

interface EventLineProps {
  event: RecordedEvent;
  /** Where it is listed: under its day or its address, or among events of everybody. */
  among?: "day" | "address" | "all";
}

const COLUMNS = {
  day: "grid-cols-[4.5rem_minmax(0,1fr)] @4xl:grid-cols-[4.5rem_minmax(0,1fr)_minmax(0,1fr)]",
  any: "@4xl:grid-cols-[12.5rem_minmax(0,1fr)_minmax(0,1fr)]",
};

/** One event: when, what, by whom. */
export function EventLine({ event, among = "all" }: EventLineProps) {
  const granted = event.outcome === "granted";
  const address = among === "all" && (event.address ?? "no address");
  const place = event.client && placeWords(event.client);
  const client = [address, place, event.device].filter(Boolean).join(", ");
  return (
    <li
      className={`grid gap-x-8 border-b border-hairline py-2 last:border-b-0 ${COLUMNS[among === "day" ? "day" : "any"]}`}
    >
      <p className="text-muted">
        {among === "day" ? <TimeOfDay iso={event.at} /> : <Time iso={event.at} />}
      </p>
      <p className="wrap-anywhere">
        <span className={granted ? undefined : "font-semibold text-error"}>
          {eventWords(event.event)}
          {/* What became of an email is its name already. */}
          {!granted && !event.event.startsWith("mail.") && `: ${event.outcome}`}
        </span>
        {event.reason !== null && `: ${reasonWords(event.reason)}`}
        {among === "all" && <span className="block text-muted">{event.event}</span>}
      </p>
      <p
        className={`text-muted wrap-anywhere ${among === "day" ? "col-start-2 @4xl:col-start-auto" : ""}`}
      >
        {client}
        {event.app !== null && ` app ${event.app}`}
        {event.actor && ` by ${event.actor.email ?? "a deleted operator"}`}
        {event.requestId !== null && <RequestLink requestId={event.requestId} />}
      </p>
    </li>
  );
}

function RequestLink({ requestId }: { requestId: string }) {
  return (
    <>
      {" "}
      <Link
        href={`/operator/events?requestId=${encodeURIComponent(requestId)}`}
        className="link whitespace-nowrap"
      >
        request {requestId.slice(0, 8)}
      </Link>
    </>
  );
}
