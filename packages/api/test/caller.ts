import { type Auth, createAuth } from "@watchword/auth";
import type { Client } from "@watchword/auth/client";
import type { PolicyOverrides } from "@watchword/auth/policy";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { resolveMail } from "@watchword/auth/testing";
import type { ChallengeMail, Mail, MailKind } from "@watchword/db/mail-queue";
import { createTestDatabase, passTime } from "@watchword/db/testing";
import { createApiProcess } from "../src/api-process.ts";
import { hashAppKey } from "../src/app-key.ts";
import type { JudgeCaptcha } from "../src/captcha.ts";
import type { RegisteredApp } from "../src/context.ts";
import { handleCall } from "../src/http/handler.ts";
import { sessionCookieFor } from "../src/http/session-cookie.ts";
import type { Body, DataOf } from "../src/testing/answers.ts";
import { requireListed } from "./listed-refusals.ts";

export const SECRET = "a secret of more than thirty-two bytes, for tests";

export const PUBLIC_URL = "https://watchword.test";

/** Who runs the deployment. */
export const OPERATOR = "operator@watchword.test";

/** The partner app's key. */
export const PARTNER_KEY = "wwa_a key of the partner app's, for tests";

/** The only app that is registered. */
const PARTNER: RegisteredApp = {
  id: "partner",
  name: "Partner",
  origin: "http://127.0.0.1:3002",
  redirectUris: ["http://127.0.0.1:3002/callback"],
  secretHash: hashAppKey(PARTNER_KEY),
  trusted: false,
  allowedOrigins: ["http://127.0.0.1:3002"],
  postLogoutRedirectUris: [],
  backchannelLogoutUri: null,
};

export interface Answered<Content> {
  status: number;
  headers: Headers;
  body: Content;
}

export type Answer<Data = unknown> = Answered<Body<Data>>;

/** The API as an HTTP client meets it, over a database of its own. */
export interface Api {
  auth: Auth;
  databaseUrl: string;
  /** Who calls. */
  client: Client;
  errors: Error[];
  send<Path extends string>(path: Path, init?: RequestInit): Promise<Answer<DataOf<Path>>>;
  /** The same by any URL of the API, such as `/api/v1/session/current`, whose answers are `Content`. */
  sendTo<Content = Body>(url: string, init?: RequestInit): Promise<Answered<Content>>;
  /** POSTs JSON. */
  post<Path extends string>(
    path: Path,
    input?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<DataOf<Path>>>;
  readMail(otpId: string): Promise<{ code: string; token: string }>;
  /** The newest mail queued under a kind, as it would leave now. */
  newestMail(kind: MailKind): Promise<Mail | null>;
  /** A bearer's headers, signed in by code; in `users` unless another collection is named. */
  bearer(email: string, collection?: string): Promise<{ authorization: string }>;
  passTime(seconds: number): Promise<void>;
  close(): Promise<void>;
  /** The same, and throws what went wrong in calls without being a refusal. */
  end(): Promise<void>;
}

interface ApiOptions {
  databaseUrl?: string;
  policy?: PolicyOverrides;
  captcha?: JudgeCaptcha;
  /** The partner app by default. */
  apps?: RegisteredApp[];
  /** Who operates a collection and nothing else; nobody by default. */
  collectionOperators?: Readonly<Record<string, string>>;
}

// A test asks for more mails than a mailbox is sent, and more often than one client may.
const UNLIMITED = { mailsPerAddress: null, perClient: null };

export async function startApi({
  databaseUrl,
  policy,
  captcha,
  apps = [PARTNER],
  collectionOperators = {},
}: ApiOptions = {}): Promise<Api> {
  const database = await createTestDatabase();
  const auth = createAuth({
    database: databaseUrl ?? database.url,
    secret: SECRET,
    policy: { ...UNLIMITED, ...policy },
  });
  const client: Client = { ip: "198.51.100.7", userAgent: "curl/8", place: null, locale: null };
  const errors: Error[] = [];

  async function sendTo<Content>(url: string, init: RequestInit = {}): Promise<Answered<Content>> {
    const request = new Request(PUBLIC_URL + url, init);
    const { status, headers, body } = await handleCall(request, {
      process: createApiProcess({
        auth,
        limiter: postgresLimiter(auth),
        ...(captcha && { captcha }),
        publicUrl: PUBLIC_URL,
        operators: new Set([OPERATOR]),
        operatorsOf: (collection) => new Set([collectionOperators[collection] ?? ""]),
        apps,
        onError: (error) => void errors.push(error),
      }),
      client,
      requestId: "request-1",
      sessionCookie: sessionCookieFor(PUBLIC_URL),
    });
    return { status, headers, body: body === null ? null : JSON.parse(body) };
  }

  async function send<Path extends string>(path: Path, init?: RequestInit) {
    const answer = await sendTo<Body<DataOf<Path>>>(`/api/trpc/${path}`, init);
    requireListed(path, answer.body?.error?.data?.reason);
    return answer;
  }

  const post: Api["post"] = (path, input = {}, headers = {}) =>
    send(path, {
      method: "POST",
      body: JSON.stringify(input),
      headers: { "content-type": "application/json", ...headers },
    });

  async function newestMail(kind: MailKind): Promise<Mail | null> {
    const { id } = await auth.db
      .selectFrom("mails")
      .select("id")
      .where("kind", "=", kind)
      .orderBy("created_at", "desc")
      .executeTakeFirstOrThrow();
    return resolveMail(auth, PUBLIC_URL, id);
  }

  async function readMail(otpId: string) {
    const { id } = await auth.db
      .selectFrom("mails")
      .select("id")
      .where("token_id", "=", otpId)
      .executeTakeFirstOrThrow();
    const mail = (await resolveMail(auth, PUBLIC_URL, id)) as ChallengeMail | null;
    return {
      code: mail?.code?.digits ?? "",
      token: mail?.link.url.split("/").at(-1) ?? "",
    };
  }

  async function close() {
    await auth.db.destroy();
    await database.drop();
  }

  return {
    auth,
    databaseUrl: database.url,
    client,
    errors,
    newestMail,
    async bearer(email, collection = "users") {
      const asked = await post("emailOtp.request", { email, collection });
      const { otpId } = asked.body.result.data;
      const { code } = await readMail(otpId);
      const answer = await post("emailOtp.signIn", { otpId, code, transport: "token" });
      return { authorization: `Bearer ${answer.body.result.data.token}` };
    },
    send,
    sendTo,
    post,
    readMail,
    passTime: (seconds) => passTime(auth.db, seconds),
    close,
    async end() {
      await close();
      throwAny(errors);
    },
  };
}

/** Throws what went wrong, if anything did. */
export function throwAny(errors: readonly Error[]): void {
  if (errors.length > 0) throw new AggregateError(errors, "Calls went wrong");
}
