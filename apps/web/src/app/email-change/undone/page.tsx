import { getTranslate } from "../../../language/translations.ts";
import { Ending } from "../../pages/ending.tsx";
import { titled } from "../../pages/titled.ts";

export const generateMetadata = titled("email-change-undo.done-title");

export default async function Page() {
  const t = await getTranslate();
  return (
    <Ending
      title={t("email-change-undo.done-title")}
      lead={t("email-change-undo.done-lead")}
      nextStep={["/sign-in?next=/account/password", t("common.sign-in")]}
    />
  );
}
