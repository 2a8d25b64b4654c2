import type { Body, DataOf } from "@watchword/api/testing/answers";
import type { ResendServer } from "@watchword/emails/testing";
import { until, type WebProcess } from "./processes.ts";

/** Somebody over HTTP whose secrets are all remembered, so that they can be looked for. */
export interface MarkedCaller {
  /** What each secret is → the secret. Codes are apart: they are short, and so found by chance. */
  secrets: Map<string, string>;
  codes: Set<string>;
  /** Remembers one. */
  mark<Secret extends string>(what: string, secret: Secret): Secret;
  call<Path extends string>(
    procedure: Path,
    input?: object,
    proof?: Proof,
  ): Promise<MarkedAnswer<DataOf<Path>>>;
  /** The newest mail to an address under a kind, once there are more than `seen`. */
  mail(to: string, kind: string, seen?: number): Promise<MarkedMail>;
  /** Posts a page's first form as a browser without scripts does. */
  submit(page: string, values: Record<string, string>, cookie?: string): Promise<number>;
}

export type Proof = { cookie?: string; authorization?: string };

export interface MarkedAnswer<Data = unknown> {
  status: number;
  requestId: string;
  data: Data;
  reason: string | undefined;
  /** The cookies that came with it, to be sent again. */
  cookie: string;
  bearer: { authorization: string };
}

export interface MarkedMail {
  code: string;
  link: string;
  /** The link's last part. */
  token: string;
}

export function createMarkedCaller(web: WebProcess, resend: ResendServer): MarkedCaller {
  const secrets = new Map<string, string>();
  const codes = new Set<string>();

  function mark<Secret extends string>(what: string, secret: Secret): Secret {
    if (secret !== "") secrets.set(`${what} ${secrets.size}`, secret);
    return secret;
  }

  function markCookies(headers: Headers): string {
    const pairs = headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
    for (const pair of pairs) mark("cookie", decodeURIComponent(pair.slice(pair.indexOf("=") + 1)));
    return pairs.join("; ");
  }

  return {
    secrets,
    codes,
    mark,
    async call<Path extends string>(procedure: Path, input?: object, proof: Proof = {}) {
      const response = await fetch(`${web.url}/api/trpc/${procedure}`, {
        method: input ? "POST" : "GET",
        headers: { ...(input && { "content-type": "application/json" }), ...proof },
        ...(input && { body: JSON.stringify(input) }),
      });
      const { result, error } = (await response.json()) as Partial<Body<DataOf<Path>>>;
      const { token = "" } = (result?.data ?? {}) as { token?: string };
      return {
        status: response.status,
        requestId: response.headers.get("x-request-id") ?? "",
        data: result?.data as DataOf<Path>,
        reason: error?.data.reason,
        cookie: markCookies(response.headers),
        bearer: { authorization: `Bearer ${mark("token", token)}` },
      };
    },
    async mail(to, kind, seen = 0) {
      const mails = () =>
        [...resend.accepted.values()].filter(
          ({ body }) => body.to === to && body.tags.some(({ value }) => value === kind),
        );
      await until(() => mails().length > seen);
      const { subject = "", text = "" } = mails().at(-1)?.body ?? {};
      const code = /\b\d{6}\b/.exec(subject)?.[0] ?? "";
      const link = /http\S+\/(?:link|undo|password-reset)\/[\w-]+/.exec(text)?.[0] ?? "";
      if (code) codes.add(code);
      return { code, link, token: mark(`link of ${kind}`, link.split("/").at(-1) ?? "") };
    },
    async submit(page, values, cookie = "") {
      const html = await (await fetch(web.url + page, { headers: { cookie } })).text();
      const form = new FormData();
      const [first = ""] = /<form[^]*?<\/form>/.exec(html) ?? [];
      for (const [, name = "", value = ""] of first.matchAll(HIDDEN))
        form.set(name, unescape(value));
      for (const [name, value] of Object.entries(values)) form.set(name, value);
      const init = { method: "POST", body: form, headers: { cookie, origin: web.url } };
      const response = await fetch(web.url + page, { ...init, redirect: "manual" });
      await response.text();
      markCookies(response.headers);
      return response.status;
    },
  };
}

const HIDDEN = /<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g;

function unescape(html: string): string {
  return html.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&#x27;", "'");
}
