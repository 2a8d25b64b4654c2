import { getCaller } from "../../../caller/caller.ts";
import { PageLayout, Row } from "../../../components/page-layout.tsx";
import { operatorPage, operatorTitle } from "../operator-page.tsx";
import { Suppressions } from "../suppressions.tsx";
import { FailedMails } from "./failed.tsx";

export const generateMetadata = operatorTitle("Emails");

export default operatorPage("/operator/mails", async function Page(_: object, scope) {
  const { operator } = await getCaller();
  const [failed, suppressed] = await Promise.all([
    operator.failedMails(),
    scope === null ? operator.suppressed() : null,
  ]);
  return (
    <PageLayout
      dense
      title="Emails"
      lead={
        suppressed
          ? "Emails that couldn’t be sent, and addresses that aren’t sent any for now."
          : "Emails that couldn’t be sent. Whether an address is sent any is shown where you look it up."
      }
    >
      <Row note={<h2>Failed</h2>}>
        <FailedMails mails={failed} />
      </Row>
      {suppressed && (
        <Row note={<h2>Suppressed</h2>}>
          <Suppressions suppressed={suppressed} nothing="No address is suppressed." />
        </Row>
      )}
    </PageLayout>
  );
});
