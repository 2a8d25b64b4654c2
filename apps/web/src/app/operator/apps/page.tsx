import { getCaller } from "../../../caller/caller.ts";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { operatorPage, operatorTitle } from "../operator-page.tsx";
import { ListedApp } from "./listed-app.tsx";
import { RegisterForm } from "./register-form.tsx";

export const generateMetadata = operatorTitle("Apps");

export default operatorPage("/operator/apps", async function Page() {
  const apps = await (await getCaller()).operator.apps();
  return (
    <PageLayout
      dense
      title="Apps"
      lead="Apps that people sign in to with their accounts here. Changes take effect within seconds."
    >
      {apps.map((app) => (
        <ListedApp key={app.id} app={app} />
      ))}
      <Row note={<h2>Register an app</h2>}>
        <RegisterForm />
      </Row>
    </PageLayout>
  );
});
