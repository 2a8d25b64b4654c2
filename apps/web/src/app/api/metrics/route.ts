import { getAuth } from "../../../auth/auth.ts";
import { answerMetrics } from "../../../metrics/answer-metrics.ts";

export function GET(request: Request): Promise<Response> {
  return answerMetrics(request, () => ({ auth: getAuth() }));
}

export const dynamic = "force-dynamic";
