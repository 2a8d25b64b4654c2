import { redirect } from "next/navigation";
import { getBrand } from "../brand/get-brand.ts";
import { startPage } from "../brand/start-page.ts";
import { getVisitor } from "../caller/caller.ts";
import { getConfig } from "../environment/config.ts";
import { DevelopersPage } from "./dev/developers-page.tsx";
import { withOutage } from "./pages/outage.tsx";

/** No page of the product's: whoever comes here wants to sign in, or to its own first page. */
export default withOutage(async function Page() {
  if (getConfig().development) return <DevelopersPage />;
  const start = startPage(await getBrand());
  if (start !== "/") redirect(start);
  redirect((await getVisitor()) ? "/account" : "/sign-in");
});
