import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslate } from "../../../../../language/translations.ts";
import { Waiting as WaitingDevice } from "../../../../account/device/waiting.tsx";
import { AnotherCode } from "../../../../challenge/another-code.tsx";
import { Waiting } from "../../../../challenge/waiting.tsx";
import { SIGN_IN_STEP } from "../../../../sign-in/code/row.tsx";
import { developmentOnly } from "../../../development-only.ts";
import { EMAIL, inMinutes, waitingStep } from "../made-up.ts";

export const metadata: Metadata = { title: "State" };

/** A step as its page shows it, of a challenge or a token that is made up. */
export default async function Page({ params }: { params: Promise<{ state: string }> }) {
  developmentOnly();
  const { state } = await params;
  switch (state) {
    case "code":
    case "link":
    case "capped":
      return <Waiting row={SIGN_IN_STEP} step={await waitingStep(state)} {...await said(state)} />;
    case "expired":
      return <AnotherCode {...await said(state)} purpose={SIGN_IN_STEP.purpose} email={EMAIL} />;
    case "device":
      return <WaitingDevice email={EMAIL} handOff={await handOff()} />;
    default:
      return notFound();
  }
}

async function said(state: "code" | "link" | "capped" | "expired") {
  const t = await getTranslate();
  const [title, lead] = SIGN_IN_STEP.words[state];
  return { title: t(title), lead: lead && t(lead) };
}

async function handOff() {
  const { iso: expiresAt, serverNow } = await inMinutes(3);
  const token = "not-a-token-of-anybodys";
  return { state: "waiting", token, userCode: "BCDF-GHJK", expiresAt, serverNow } as const;
}
