import { getTranslate } from "../../../language/translations.ts";
import { Ending } from "../../pages/ending.tsx";
import { titled } from "../../pages/titled.ts";

export const generateMetadata = titled("sign-in-approved.title");

export default async function Page() {
  const t = await getTranslate();
  return (
    <Ending look="plain" title={t("sign-in-approved.title")} lead={t("sign-in-approved.lead")} />
  );
}
