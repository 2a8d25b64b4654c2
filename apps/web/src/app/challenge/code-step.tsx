import "server-only";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { getTranslate, type Translate } from "../../language/translations.ts";
import { Ending } from "../pages/ending.tsx";
import { withOutage } from "../pages/outage.tsx";
import { loadTitle } from "../pages/titled.ts";
import { AnotherCode } from "./another-code.tsx";
import { flowOf } from "./flows.ts";
import type { CodeStep, Over, Said } from "./page-row.ts";
import { loadStep, type Step } from "./step.ts";
import { Waiting } from "./waiting.tsx";

/** The `generateMetadata` and the page of a flow's code step. */
export function codeStep(row: CodeStep) {
  const generateMetadata = () =>
    loadTitle(async () => {
      const step = await loadStep(flowOf(row.purpose));
      return (await getTranslate())(row.words[step.name][0]);
    }, row.title);

  const Page = withOutage(async function Page() {
    const t = await getTranslate();
    const step = await loadStep(flowOf(row.purpose));
    const [title, lead] = row.words[step.name];
    const said = { title: t(title), lead: lead && t(lead) };
    if ("status" in step) return <Waiting {...said} {...{ row, step }} />;
    const next = "pending" in step ? (step.pending?.next ?? null) : null;
    return row.over?.[step.name]?.(said, t, next) ?? isOver(row, step, said, t);
  });
  return { generateMetadata, Page };
}

function isOver(
  { purpose, nextStep: [href, words], note }: CodeStep,
  step: Extract<Step, { name: Over }>,
  { title, lead = "" }: Said,
  t: Translate,
): ReactNode {
  if (step.name === "done") return redirect(step.to);
  if (step.name !== "expired") return <Ending {...{ title, lead }} nextStep={[href, t(words)]} />;
  const { email } = step.pending;
  return <AnotherCode {...{ purpose, title, lead, email }} note={note && t(note)} />;
}
