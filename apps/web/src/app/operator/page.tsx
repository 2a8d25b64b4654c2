import { RANGES } from "@watchword/auth/operator";
import { Link } from "../../components/link.tsx";
import { PageLayout } from "../../components/page-layout.tsx";
import { createPrefetch, Hydrate } from "../../trpc/prefetch.tsx";
import { queryText, type SearchParams } from "../pages/search-params.ts";
import { operatorPage, operatorTitle } from "./operator-page.tsx";
import { LiveOverview } from "./overview/live.tsx";

export const generateMetadata = operatorTitle("Overview");

interface PageProps {
  searchParams: SearchParams;
}

export default operatorPage("/operator", async function Page({ searchParams }: PageProps) {
  const asked = await queryText(searchParams, "range");
  const range = RANGES.find((name) => name === asked) ?? "day";
  const { queryClient, trpc } = createPrefetch();
  await queryClient.fetchQuery(trpc.operator.overview.queryOptions({ range }));
  return (
    <PageLayout
      dense
      title="Overview"
      lead={
        <nav aria-label="Time shown" className="flex flex-wrap gap-x-6">
          {RANGES.map((name) => (
            <Link
              key={name}
              href={`/operator?range=${name}`}
              aria-current={name === range ? "page" : undefined}
              className="link aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
            >
              Last {name}
            </Link>
          ))}
        </nav>
      }
    >
      <Hydrate queryClient={queryClient}>
        <LiveOverview key={range} range={range} />
      </Hydrate>
    </PageLayout>
  );
});
