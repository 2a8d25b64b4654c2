import { getCaller } from "../../../caller.ts";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { operatorPage, operatorTitle } from "../operator-page.tsx";
import { Suppressions } from "../suppressions.tsx";
import { FailedMails } from "./failed.tsx";

export const generateMetadata = operatorTitle("Emails");

export default operatorPage("/operator/mails", async function Page() {
  const { operator } = await getCaller();
  const [failed, suppressed] = await Promise.all([operator.failedMails(), operator.suppressed()]);
  return (
    <PageLayout
      dense
      title="Emails"
      lead="Emails that couldn’t be sent, and addresses that aren’t sent any for now."
    >
      <Row note={<h2>Failed</h2>}>
        <FailedMails mails={failed} />
      </Row>
      <Row note={<h2>Suppressed</h2>}>
        <Suppressions suppressed={suppressed} nothing="No address is suppressed." />
      </Row>
    </PageLayout>
  );
});
