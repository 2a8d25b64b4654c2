import { isLoopback } from "@watchword/api/loopback";
import { publicUrlProblem } from "@watchword/api/public-url";
import { normalizeEmail } from "@watchword/auth/email-address";
import type { Brand } from "@watchword/emails/brand";
import { readBrand } from "@watchword/emails/read-brand";
import { defaultSender, SENDER } from "@watchword/emails/sender";
import type { WatchwordOptions } from "./options.ts";

/** What options come to. */
export interface Settings {
  /** An origin, without a slash at its end. */
  publicUrl: string;
  isLoopback: boolean;
  basePath: string;
  brand: Brand;
  emailFrom: string;
  operators: readonly string[];
}

/** Throws with everything that is wrong with the options. */
export function settle(options: WatchwordOptions): Settings {
  const { publicUrl, basePath = "/api/watchword", emailFrom, operators = [] } = options;
  const problems = problemsOf(options);
  if (problems.length > 0)
    throw new Error(`Watchword's options are not right:\n${problems.join("\n")}`);
  const brand = readBrand(options.brand ?? {}, process.cwd());
  const { origin, hostname } = new URL(publicUrl);
  return {
    publicUrl: origin,
    isLoopback: isLoopback(hostname),
    basePath,
    brand,
    emailFrom: emailFrom ?? defaultSender(brand),
    operators: operators.map((typed) => normalizeEmail(typed) ?? typed),
  };
}

function problemsOf(options: WatchwordOptions): string[] {
  const { publicUrl, basePath = "/", emailFrom, operators = [] } = options;
  if (!URL.canParse(publicUrl)) return ["publicUrl: not a URL"];
  const isPublic = !isLoopback(new URL(publicUrl).hostname);
  const urlProblem = publicUrlProblem(new URL(publicUrl));
  const knowsClients =
    options.trustedProxyHops !== undefined || options.clientAddress !== undefined;
  const delivers = options.sendMail ?? options.resend ?? options.smtpUrl;
  const wrong: [unknown, string][] = [
    [urlProblem !== null, `publicUrl: ${urlProblem}`],
    [!/^(\/[\w.~-]+)*\/?$/.test(basePath), "basePath: not a path like /api/watchword"],
    [
      isPublic && !knowsClients,
      "trustedProxyHops: say how many proxies are in front of the app (0 for none), or give clientAddress",
    ],
    [isPublic && !delivers, "sendMail, resend or smtpUrl: nobody delivers mails"],
    [delivers && !options.sendMail && !emailFrom, "emailFrom: say who mails come from"],
    [
      emailFrom !== undefined && !SENDER.test(emailFrom),
      "emailFrom: not `Name <address>` or an address",
    ],
    ...Object.entries(options.linkPaths ?? {}).map(([name, path]): [unknown, string] => [
      !path.startsWith("/") || path.includes(":token") === (name === "password-reset-request"),
      `linkPaths: ${name} is not a path like /login/:token`,
    ]),
    ...operators.map((typed): [unknown, string] => [
      normalizeEmail(typed) === null,
      `operators: ${typed} is not an email address`,
    ]),
  ];
  return wrong.flatMap(([isWrong, words]) => (isWrong ? [words] : []));
}
