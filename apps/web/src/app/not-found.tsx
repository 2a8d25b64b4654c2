import type { Metadata } from "next";
import { getTranslate } from "../translations.ts";
import { Ending } from "./ending.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslate())("error.not-found") };
}

export default async function NotFound() {
  const t = await getTranslate();
  return (
    <Ending
      title={t("error.not-found")}
      lead={t("error.not-found-lead")}
      wayOn={["/", t("common.to-start")]}
    />
  );
}
