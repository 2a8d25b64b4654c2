import { pagePath } from "@watchword/auth/next-path";
import { getTranslate } from "../../../language/translations.ts";
import { Ending } from "../../pages/ending.tsx";
import { queryText, type SearchParams } from "../../pages/search-params.ts";
import { signInPath } from "../../visitor/sign-in-path.ts";
import { titled } from "../../pages/titled.ts";

export const generateMetadata = titled("password-reset.done-title");

export default async function Page(props: { searchParams: SearchParams }) {
  const t = await getTranslate();
  const next = pagePath(await queryText(props.searchParams, "next"));
  return (
    <Ending
      title={t("password-reset.done-title")}
      lead={t("password-reset.done-lead")}
      nextStep={[signInPath({ next }, "/sign-in/password"), t("common.sign-in")]}
    />
  );
}
