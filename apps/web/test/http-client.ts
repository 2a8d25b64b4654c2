import type { Body, DataOf } from "@watchword/api/testing/answers";
import type { MailboxMessage } from "@watchword/emails/mailbox";
import { until, type WebProcess } from "./processes.ts";

/** What an HTTP client without a browser does. */
export async function call<Path extends string>(
  web: WebProcess,
  procedure: Path,
  input?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${web.url}/api/trpc/${procedure}`, {
    method: input === undefined ? "GET" : "POST",
    headers: { ...(input !== undefined && { "content-type": "application/json" }), ...headers },
    ...(input !== undefined && { body: JSON.stringify(input) }),
  });
  const body = (await response.json()) as Partial<Body<DataOf<Path>>>;
  return {
    status: response.status,
    headers: response.headers,
    data: body.result?.data as DataOf<Path>,
    error: body.error,
  };
}

/**
 * Asks a process whether it is ready, and again while the answer is that it found no time to look: a slow machine may need
 * longer than an answer may take.
 */
export async function askReady(listening: string, headers: Record<string, string> = {}) {
  let found = { status: 0, body: {} as { ok?: boolean; checks?: Record<string, string> } };
  const isLate = (said: string) => said === "unknown" || said === "no answer in time";
  await until(async () => {
    const response = await fetch(`${listening}/api/health/ready`, { headers });
    found = { status: response.status, body: (await response.json()) as typeof found.body };
    return found.body.checks === undefined
      ? response.ok
      : !Object.values(found.body.checks).some(isLate);
  });
  return found;
}

/** The link in a mail; empty for none. */
export const linkIn = ({ text }: MailboxMessage) =>
  /http\S+\/(link|password-reset)\/[\w-]{43}/.exec(text)?.[0] ?? "";

/** The newest mail to an address, with words in its subject. */
export async function mailTo(web: WebProcess, to: string, subject = /./): Promise<MailboxMessage> {
  let mail: MailboxMessage | undefined;
  await until(async () => {
    const response = await fetch(`${web.url}/dev/mailbox/messages?to=${encodeURIComponent(to)}`);
    const mails = (await response.json()) as MailboxMessage[];
    mail = mails.find((candidate) => subject.test(candidate.subject));
    return mail !== undefined;
  });
  if (!mail) throw new Error("No mail came.");
  return mail;
}

/** Signs in by the mailed code. */
export async function signIn(
  web: WebProcess,
  email: string,
  transport: "cookie" | "token" = "token",
) {
  const { data } = await call(web, "emailOtp.request", { email });
  const code = /\b\d{6}\b/.exec((await mailTo(web, email)).subject)?.[0];
  return call(web, "emailOtp.signIn", { otpId: data.otpId, code, transport });
}
