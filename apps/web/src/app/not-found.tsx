import { getTranslate } from "../language/translations.ts";
import { Ending } from "./pages/ending.tsx";
import { titled } from "./pages/titled.ts";

export const generateMetadata = titled("error.not-found");

export default async function NotFound() {
  const t = await getTranslate();
  return <Ending title={t("error.not-found")} lead={t("error.not-found-lead")} />;
}
