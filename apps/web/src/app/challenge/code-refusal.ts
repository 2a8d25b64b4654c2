import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { getTranslate } from "../../language/translations.ts";
import { refusalCopy } from "../refusal-copy.ts";
import type { CodeFlow } from "./flow.ts";
import { loadStatus } from "./step.ts";

/** From how many tries on people are told how many are left. */
const FEW = 2;

/** Why a code was refused, in words, with the tries that its challenge still has once they are few. */
export async function codeRefusal(
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
