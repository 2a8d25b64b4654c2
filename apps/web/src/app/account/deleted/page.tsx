import { redirect } from "next/navigation";
import { getVisitor } from "../../../caller/caller.ts";
import { getTranslate } from "../../../language/translations.ts";
import { Ending } from "../../pages/ending.tsx";
import { withOutage } from "../../pages/outage.tsx";
import { titledForVisitor } from "../../pages/titled.ts";

export const generateMetadata = titledForVisitor("account-delete.deleted-title");

export default withOutage(async function Page() {
  if (await getVisitor()) redirect("/account");
  const t = await getTranslate();
  return (
    <Ending
      title={t("account-delete.deleted-title")}
      lead={t("account-delete.deleted-lead")}
      look="plain"
    />
  );
});
