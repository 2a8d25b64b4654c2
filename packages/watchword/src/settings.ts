import type { RegisteredApp } from "@watchword/api/context";
import { isLoopback } from "@watchword/api/loopback";
import { publicUrlProblem } from "@watchword/api/public-url";
import { appsBeside } from "@watchword/api/registered-app";
import { normalizeEmail } from "@watchword/auth/email-address";
import { sameOriginPath } from "@watchword/auth/next-path";
import { PURPOSES } from "@watchword/auth/purposes";
import type { Brand } from "@watchword/emails/brand";
import { readBrand } from "@watchword/emails/read-brand";
import { defaultSender } from "@watchword/emails/sender";
import { secretsOf, valueProblems } from "./option-values.ts";
import type { WatchwordOptions } from "./options.ts";

/** The options, checked and completed with defaults. */
export interface Settings {
  secrets: [string, ...string[]];
  /** An origin, without a trailing slash. */
  publicUrl: string;
  isLoopback: boolean;
  basePath: string;
  brand: Brand;
  emailFrom: string;
  operators: readonly string[];
  apps: readonly RegisteredApp[];
}

/** Throws with everything that is wrong with the options. */
export function settle(options: WatchwordOptions): Settings {
  const problems = [...valueProblems(options), ...problemsTogether(options)];
  if (problems.length > 0)
    throw new Error(`Watchword's options are invalid:\n${problems.join("\n")}`);
  const { secret, publicUrl, basePath = "/api/watchword", emailFrom, operators = [] } = options;
  const brand = readBrand(options.brand ?? {}, process.cwd());
  const { origin, hostname } = new URL(publicUrl);
  return {
    secrets: secretsOf(secret),
    publicUrl: origin,
    isLoopback: isLoopback(hostname),
    basePath: basePath.replace(/\/$/, ""),
    brand,
    emailFrom: emailFrom ?? defaultSender(brand),
    operators: operators.map((typed) => normalizeEmail(typed) ?? typed),
    apps: appsBeside.parse(options.apps ?? []),
  };
}

/** What is wrong with a combination of options. */
function problemsTogether(options: WatchwordOptions): string[] {
  const { publicUrl, emailFrom } = options;
  if (!URL.canParse(publicUrl) || !/^https?:/i.test(publicUrl)) return linkProblems(options);
  const isPublic = !isLoopback(new URL(publicUrl).hostname);
  const urlProblem = publicUrlProblem(new URL(publicUrl));
  const knowsClients =
    options.trustedProxyHops !== undefined || options.clientAddress !== undefined;
  const delivers = options.sendMail ?? options.resend ?? options.smtpUrl;
  const wrong: [unknown, string][] = [
    [urlProblem !== null, `publicUrl: ${urlProblem}`],
    [
      isPublic && !knowsClients,
      "trustedProxyHops: Say how many proxies are in front of the app (0 for none), or give clientAddress",
    ],
    [isPublic && !delivers, "sendMail, resend or smtpUrl: Nobody delivers mails"],
    [delivers && !options.sendMail && !emailFrom, "emailFrom: Say who mails come from"],
  ];
  return [
    ...wrong.flatMap(([isWrong, words]) => (isWrong ? [words] : [])),
    ...linkProblems(options),
  ];
}

/** The page on which people request a reset, whose path contains no token. */
const RESET_REQUEST = "password-reset-request";
const LINKS = [...Object.keys(PURPOSES), RESET_REQUEST];

function linkProblems({ linkPaths = {} }: WatchwordOptions): string[] {
  return Object.entries(linkPaths).flatMap(([name, path]) => {
    if (!LINKS.includes(name)) return [`linkPaths.${name}: It is none of ${LINKS.join(", ")}`];
    const holdsToken = path.includes(":token");
    return sameOriginPath(path) !== null && holdsToken === (name !== RESET_REQUEST)
      ? []
      : [`linkPaths.${name}: Not a path like /login/:token`];
  });
}
