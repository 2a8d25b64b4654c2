import { getTranslate } from "../../../language/translations.ts";
import { Ending } from "../../pages/ending.tsx";
import { titled } from "../../pages/titled.ts";

export const generateMetadata = titled("device.connected-title");

export default async function Page() {
  const t = await getTranslate();
  return (
    <Ending
      title={t("device.connected-title")}
      lead={t("device.connected-lead")}
      nextStep={["/account", t("common.to-account")]}
      look="plain"
    />
  );
}
