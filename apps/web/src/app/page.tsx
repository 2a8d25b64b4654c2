import { redirect } from "next/navigation";
import { getBrand } from "../brand/get-brand.ts";
import { startPage } from "../brand/start-page.ts";
import { getVisitor } from "../caller/caller.ts";
import { getConfig } from "../environment/config.ts";
import { DevelopersPage } from "./dev/developers-page.tsx";
import { withOutage } from "./pages/outage.tsx";

/** There is no page here: people who come want to sign in, or to see the product's own first page. */
export default withOutage(async function Page() {
  if (getConfig().development) return <DevelopersPage />;
  const start = startPage(await getBrand());
  if (start !== "/") redirect(start);
  redirect((await getVisitor()) ? "/account" : "/sign-in");
});
