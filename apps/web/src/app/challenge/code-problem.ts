import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { getTranslate } from "../../language/translations.ts";
import { refusalCopy } from "../refusals/refusal-copy.ts";
import type { CodeFlow } from "./flows.ts";
import { loadStatus } from "./step.ts";

/** Whether a refusal is about the password; the code still works then. */
export function isOfPassword({ reason, fields }: RefusalData): boolean {
  if (reason === "INVALID_INPUT") return fields?.password !== undefined;
  return reason === "WEAK_PASSWORD" || reason === "UNAVAILABLE";
}

/** How few tries must be left before people are told so. */
const FEW = 2;

/** Why a code was refused, in words, with the tries that its challenge still has once they are few. */
export async function codeProblem(
  flow: CodeFlow,
  otpId: string,
  refusal: RefusalData,
): Promise<string> {
  if (refusal.reason === "INVALID_TOKEN") {
    const tries = (await loadStatus(flow, otpId))?.status.triesLeft ?? 0;
    if (tries > 0 && tries <= FEW) return (await getTranslate())("refusal.tries-left", { tries });
  }
  return refusalCopy(refusal, "code");
}
