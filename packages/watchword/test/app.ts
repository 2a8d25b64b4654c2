import type { Body, DataOf } from "@watchword/api/testing/answers";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, passTime, type TestDatabase, timeOf } from "@watchword/db/testing";
import { createMailbox, type TestMailbox } from "../src/testing.ts";
import { createWatchword, type Watchword, type WatchwordOptions } from "../src/watchword.ts";

export const PUBLIC_URL = "http://localhost:3000";
/** A visitor's. */
export const ADDRESS = "198.51.100.7";
export const SECRET = "a secret of more than thirty-two bytes for tests";

/** An app with Watchword inside, on a database of its own. */
export interface App {
  watchword: Watchword;
  mailbox: TestMailbox;
  database: TestDatabase;
  errors: unknown[];
  /** What time it is for Postgres. */
  now(): Promise<Date>;
  passTime(seconds: number): Promise<void>;
  /** POSTs JSON to a procedure as a browser does. */
  post(
    procedure: string,
    input?: object,
    from?: { headers?: Record<string, string>; address?: string },
  ): Promise<Response>;
  /** Somebody signed in by code: the headers of their next request. */
  signIn(email: string): Promise<Headers>;
  close(): Promise<void>;
}

export async function startApp(options: Partial<WatchwordOptions> = {}): Promise<App> {
  const database = await createTestDatabase();
  const db = createDatabase(createPool(database.url, { max: 1 }));
  const mailbox = createMailbox({ waitsMs: 60_000 });
  const errors: unknown[] = [];
  const watchword = createWatchword({
    database: database.url,
    secret: SECRET,
    publicUrl: PUBLIC_URL,
    sendMail: mailbox.sendMail,
    policy: { mailsPerAddress: null },
    onError: (error) => errors.push(error),
    ...options,
  });
  await watchword.startMailer();

  const post: App["post"] = (procedure, input = {}, { headers, address = ADDRESS } = {}) => {
    const request = new Request(`${PUBLIC_URL}/api/watchword/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(input),
    });
    return watchword.handler(request, { address });
  };

  return {
    watchword,
    mailbox,
    database,
    errors,
    now: () => timeOf(db),
    passTime: (seconds) => passTime(db, seconds),
    post,
    async signIn(email) {
      const { otpId } = await dataOf(await post("emailOtp.request", { email }));
      const code = await mailbox.code(email);
      return cookiesOf(await post("emailOtp.signIn", { otpId, code }));
    },
    async close() {
      await Promise.all([watchword.close(), db.destroy()]);
      await database.drop();
    },
  };
}

/** What a procedure answered; by default one that asks for a mail. */
export async function dataOf<Path extends string = "emailOtp.request">(
  response: Response,
): Promise<DataOf<Path>> {
  const body = (await response.json()) as Partial<Body<DataOf<Path>>>;
  if (!body.result) throw new Error(JSON.stringify(body));
  return body.result.data;
}

/** Why a procedure refused. */
export async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json()) as { error: { data: { reason: string } } };
  return body.error.data.reason;
}

/** The headers of a browser that got an answer. */
export function cookiesOf({ headers }: Pick<Response, "headers">): Headers {
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return new Headers({ cookie: cookies.join("; ") });
}
