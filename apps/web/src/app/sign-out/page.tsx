import type { Metadata } from "next";
import { getVisitor } from "../../caller.ts";
import { Indented, Row, Sheet } from "../../components/sheet.tsx";
import { Button, buttonStyle } from "../../components/ui/button.tsx";
import { withOutage } from "../outage.tsx";
import { queryText, type SearchParams } from "../search-params.ts";
import { signOut } from "./actions.ts";
import { wayBack } from "./way-back.ts";

export const metadata: Metadata = { title: "Sign out" };

/** Where other apps send people who want to be signed out of both; `?app=` names who asks. */
export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const appId = await queryText(props.searchParams, "app");
  const back = wayBack(appId);
  const visitor = await getVisitor();
  if (!visitor) {
    return (
      <Sheet focusTitle title="You are signed out">
        <Indented>
          <a href={back.href} className={buttonStyle()}>
            Go to {back.name}
          </a>
        </Indented>
      </Sheet>
    );
  }
  return (
    <Sheet
      focusTitle
      title="Sign out?"
      lead="It ends the session in this browser, and with it those of the apps and devices that you went on to from here."
    >
      <Row note="Signed in as">
        <p className="mb-5 font-semibold wrap-anywhere">{visitor.user.email}</p>
        <form action={signOut} className="flex flex-wrap gap-3">
          {appId !== null && <input type="hidden" name="app" value={appId} />}
          <Button>Sign out</Button>
          <a href={back.href} className={buttonStyle({ look: "plain" })}>
            Stay signed in
          </a>
        </form>
      </Row>
    </Sheet>
  );
});
