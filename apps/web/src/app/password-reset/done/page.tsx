import { getTranslate } from "../../../translations.ts";
import { Ending } from "../../ending.tsx";
import { titled } from "../../titled.ts";

export const generateMetadata = titled("password-reset.done-title");

export default async function Page() {
  const t = await getTranslate();
  return (
    <Ending
      title={t("password-reset.done-title")}
      lead={t("password-reset.done-lead")}
      wayOn={["/sign-in/password", t("common.sign-in")]}
    />
  );
}
