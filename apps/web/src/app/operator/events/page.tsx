import { EVENTS, OUTCOMES } from "@watchword/auth/audit";
import { Link } from "../../../components/link.tsx";
import { getCaller } from "../../../caller/caller.ts";
import { PageLayout, Row } from "../../../components/page-layout.tsx";
import type { SearchParams } from "../../pages/search-params.ts";
import { EventLine } from "../event-line.tsx";
import { operatedCollections } from "../collection.ts";
import { FocusedHeading } from "../focused-heading.tsx";
import { operatorPage, operatorTitle } from "../operator-page.tsx";
import { pageAfter } from "../page-after.ts";
import { ExportForm } from "./export-form.tsx";
import { filterQuery, isSet, readFilter } from "./filter.ts";
import { FilterForm } from "./filter-form.tsx";

export const generateMetadata = operatorTitle("Events");

interface PageProps {
  searchParams: SearchParams;
}

export default operatorPage(
  "/operator/events",
  async function Page({ searchParams }: PageProps, scope) {
    const filter = await readFilter(searchParams);
    const collections = await operatedCollections();
    const [collection = "users"] = collections;
    const after = await pageAfter(searchParams);
    const { operator } = await getCaller();
    const { events, next } = await operator.events({ collection, ...filter.input, ...after });
    const asked = JSON.stringify([filter.fields, filter.address]);
    const filtered = isSet(filter);
    return (
      <PageLayout
        dense
        title="Events"
        lead={
          scope === null
            ? "Everything that was done or refused, newest first."
            : `What was done or refused with the accounts of ${scope}, newest first. Filter by an email address to see what happened to one without an account.`
        }
      >
        <Row note={<h2>Filter</h2>}>
          <FilterForm
            key={asked}
            fields={filter.fields}
            set={filtered}
            ignored={filter.ignored}
            email={filter.address?.email ?? ""}
            collection={filter.address?.collection ?? collection}
            events={EVENTS}
            outcomes={OUTCOMES}
            collections={collections}
          />
        </Row>
        <Row
          note={
            filtered && filter.ignored.length === 0 ? (
              <FocusedHeading key={asked}>Events</FocusedHeading>
            ) : (
              <h2>Events</h2>
            )
          }
        >
          {events.length === 0 && <p>None.</p>}
          <ol>
            {events.map((event) => (
              <EventLine key={event.id} event={event} />
            ))}
          </ol>
          <p className="mt-4 flex flex-wrap gap-x-6">
            {after.before !== undefined && (
              <Link href={`/operator/events?${filterQuery(filter.fields)}`} className="link">
                Newest
              </Link>
            )}
            {next !== null && (
              <Link href={`/operator/events?${filterQuery(filter.fields, next)}`} className="link">
                Older
              </Link>
            )}
          </p>
        </Row>
        <Row note={<h2>Export</h2>}>
          <ExportForm fields={filter.fields} />
        </Row>
      </PageLayout>
    );
  },
);
