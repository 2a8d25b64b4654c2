import { getCaller } from "../../../caller.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { operatorPage, operatorTitle } from "../operator-page.tsx";
import { Suppressions } from "../suppressions.tsx";
import { FailedMails } from "./failed.tsx";

export const generateMetadata = operatorTitle("Mails");

export default operatorPage("/operator/mails", async function Page() {
  const { operator } = await getCaller();
  const [failed, suppressed] = await Promise.all([operator.failedMails(), operator.suppressed()]);
  return (
    <Sheet title="Mails" lead="What didn’t go out, and who isn’t mailed for now.">
      <Row note={<h2>Failed</h2>}>
        <FailedMails mails={failed} />
      </Row>
      <Row note={<h2>Suppressed</h2>}>
        <Suppressions suppressed={suppressed} nothing="Every address is mailed." />
      </Row>
    </Sheet>
  );
});
