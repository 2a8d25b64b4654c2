import { SIGN_OUT_PROBLEMS, type SignOutProblem } from "@watchword/api/end-session";
import { Indented } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";

/** What is wrong with the request that led here; null if nothing is. */
export function problemOf(given: string | null): SignOutProblem | null {
  return SIGN_OUT_PROBLEMS.find((problem) => problem === given) ?? null;
}

/** Says that the request is wrong, and so leads back to no app, which isn't the visitor's fault. */
export async function Problem({ problem }: { problem: SignOutProblem }) {
  const t = await getTranslate();
  return (
    <Indented>
      <p className="max-w-prose border-s-5 border-mark ps-4">{t("sign-out.problem")}</p>
      <details className="mt-4 mb-8 text-muted">
        <summary className="w-fit">{t("handoff.details")}</summary>
        <p className="mt-2 max-w-prose">{t(`sign-out.problem-${problem}`)}</p>
      </details>
    </Indented>
  );
}
