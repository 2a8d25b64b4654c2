import { getTranslate } from "../../language/translations.ts";
import { Ending } from "../pages/ending.tsx";
import type { HandoffProblem } from "./request.ts";

/** Shown instead of a page that leads to an app, if the request is wrong. */
export async function Nowhere({ problem }: { problem: HandoffProblem }) {
  const t = await getTranslate();
  return (
    <Ending title={t("handoff.nowhere-title")} lead={t("handoff.nowhere-lead")} look="plain">
      <details className="mt-8 text-muted">
        <summary className="w-fit">{t("handoff.details")}</summary>
        <p className="mt-2 max-w-prose">{t(`handoff.nowhere-${problem}`)}</p>
      </details>
    </Ending>
  );
}
