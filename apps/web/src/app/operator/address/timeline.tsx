import type { AddressView, RecordedEvent } from "@watchword/auth/operator";
import { Link } from "../../../components/link.tsx";
import { Row } from "../../../components/page-layout.tsx";
import { EventLine } from "../event-line.tsx";
import { eventWords } from "../words/event-words.ts";
import { Time } from "../words/time.tsx";

/** What happened to an address: each challenge with its mails and attempts, the newest first. */
export function Timeline({ view: { timeline, next } }: { view: AddressView }) {
  const challenges = [...Map.groupBy(timeline, ({ tokenId, id }) => tokenId ?? id)];
  return (
    <Row note={<h2>Timeline</h2>}>
      <p className="text-muted">
        {challenges.length === 0 ? "Nothing is recorded for this address." : "Times are UTC."}
      </p>
      <ol className="mt-3 space-y-6">
        {challenges.map(([key, events]) => (
          <Challenge key={key} events={events.toSorted(byTime)} />
        ))}
      </ol>
      {next !== null && (
        <p className="mt-6">
          <Link href={`/operator/address?before=${next}`} className="link">
            Older
          </Link>
        </p>
      )}
    </Row>
  );
}

/** Events that belong together, in the order in which they happened. */
function Challenge({ events }: { events: RecordedEvent[] }) {
  const [first] = events;
  if (!first) return null;
  const alone = events.length === 1;
  return (
    <li className={alone ? undefined : "border-s-3 border-edge ps-4"}>
      {!alone && (
        <h3>
          <strong className="font-semibold">{eventWords(first.event)}</strong>,{" "}
          <Time iso={first.at} />: {summary(events)}
        </h3>
      )}
      <ol>
        {events.map((event) => (
          <EventLine key={event.id} event={event} among={alone ? "address" : "day"} />
        ))}
      </ol>
    </li>
  );
}

/** A request for a mail is recorded after the mail that it queues, within the same second. */
function byTime(a: RecordedEvent, b: RecordedEvent): number {
  const second = ({ at }: RecordedEvent) => Math.floor(Date.parse(at) / 1_000);
  return second(a) - second(b) || Number(isMail(a)) - Number(isMail(b)) || a.at.localeCompare(b.at);
}

function isMail({ event }: RecordedEvent): boolean {
  return event.startsWith("mail.");
}

function summary(events: RecordedEvent[]): string {
  const refused = events.filter((event) => !isMail(event) && event.outcome === "refused");
  const used = events.some(isUse);
  const wrong = refused.length === 0 ? "" : `, ${refused.length} refused`;
  return `${used ? "used" : "not used"}${wrong}`;
}

function isUse({ event, outcome }: RecordedEvent): boolean {
  return outcome === "granted" && /sign-in|confirm|complete|verify$|undo/.test(event);
}
