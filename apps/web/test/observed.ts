import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { connectOwner } from "./owner.ts";
import { createMarkedCaller, type MarkedCaller } from "./marked.ts";
import { type MarkedFlows, markedFlows } from "./marked-flows.ts";
import { type OtlpCollector, startOtlpCollector } from "./otlp-collector.ts";
import { createDeployment, type WebProcess } from "./processes.ts";
import type { RunningProcess } from "./running-process.ts";

const FROM = "Watchword <sign-in@watchword.example>";

/** The token that opens the metrics. */
export const METRICS_TOKEN = "a-marked-token-for-Metrics-8Zq";

/** A deployment that logs, counts and traces all that it can, and those who listen to it. */
export interface Observed {
  resend: ResendServer;
  collector: OtlpCollector;
  web: WebProcess;
  worker: RunningProcess;
  /** Calls the web process with secrets that are marked. */
  caller: MarkedCaller;
  flows: MarkedFlows;
  owner: ReturnType<typeof connectOwner>;
  close(): Promise<void>;
}

/** Starts the web process, has it asked for mails, and then starts the worker that sends them. */
export async function startObserved(): Promise<Observed> {
  const [deployment, resend, collector] = await Promise.all([
    createDeployment(),
    startResendServer("re_a_marked_key_of_Resend_5Vb"),
    startOtlpCollector(),
  ]);
  const owner = connectOwner(deployment.databaseUrl);
  const env = {
    METRICS_TOKEN,
    LOG_LEVEL: "debug",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    RESEND_API_KEY: resend.apiKey,
    RESEND_BASE_URL: resend.url,
    EMAIL_FROM: FROM,
    OPERATOR_EMAILS: "marked-ada@watchword-marked.example",
  };
  const web = await deployment.startWeb({ ...env, WORKER: "off" });
  const caller = createMarkedCaller(web, resend);
  const flows = markedFlows(caller, web.url);
  for (const secret of [METRICS_TOKEN, resend.apiKey, deployment.secret])
    caller.mark("setting", secret);
  await flows.ask();
  const worker = await deployment.startWorker({ ...env, PUBLIC_URL: web.url });
  return {
    resend,
    collector,
    web,
    worker,
    caller,
    flows,
    owner,
    async close() {
      await owner.destroy();
      await deployment.close();
      await resend.close();
      await collector.close();
    },
  };
}
