import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createApiProcess } from "@watchword/api/api-process";
import type { RegisteredApp } from "@watchword/api/context";
import { handleCall } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { createAuth } from "@watchword/auth";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { resolveMail } from "@watchword/auth/testing";
import type { ChallengeMail } from "@watchword/db/mail-queue";
import { createTestDatabase } from "@watchword/db/testing";
import { createWatchwordClient } from "../src/client.ts";

export interface Watchword {
  url: string;
  /** How many requests it has had. */
  requests(): number;
  /** A session's token, of an account that it makes. */
  signIn(email: string): Promise<string>;
  /** The code that was mailed last to an address. */
  code(email: string): Promise<string>;
  /** One that is as long, and wrong. */
  wrongCode(email: string): Promise<string>;
  /** Presses the button of the newest mail's link, in some other browser. */
  useLink(email: string): Promise<void>;
  close(): Promise<void>;
}

/** An app as a test tells of it. */
type App = Partial<RegisteredApp> & { id: string; origin: string };

function registeredApp(app: App): RegisteredApp {
  return {
    name: app.id,
    redirectUris: [`${app.origin}/callback`],
    secretHash: null,
    trusted: false,
    allowedOrigins: [app.origin],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    ...app,
  };
}

/** The API on a loopback port, over a database of its own, with these apps registered. */
export async function startWatchword(apps: App[] = []): Promise<Watchword> {
  let requests = 0;
  const database = await createTestDatabase();
  const auth = createAuth({
    database: database.url,
    secret: "a secret of more than thirty-two bytes, for tests",
    policy: { perClient: null },
  });
  const server = createServer(async (req, res) => {
    requests += 1;
    const body = await text(req);
    const request = new Request(new URL(req.url ?? "/", url), {
      method: req.method ?? "GET",
      headers: Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
      ...(body !== "" && { body }),
    });
    const {
      status,
      headers,
      body: answer,
    } = await handleCall(request, {
      process: createApiProcess({
        auth,
        limiter: postgresLimiter(auth),
        publicUrl: url,
        apps: apps.map(registeredApp),
        onError: (error) => console.error(error),
      }),
      client: { ip: "198.51.100.7", userAgent: "partner", place: null, locale: null },
      sessionCookie: sessionCookieFor(url),
    });
    res.writeHead(status, [...headers].flat()).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function newestMail(to: string): Promise<ChallengeMail> {
    const mails = await auth.db
      .selectFrom("mails")
      .select("id")
      .orderBy("created_at", "desc")
      .execute();
    for (const { id } of mails) {
      const mail = await resolveMail(auth, url, id);
      if (mail?.to === to && mail.kind === "email-otp") return mail;
    }
    throw new Error(`Nothing was mailed to ${to}`);
  }

  return {
    url,
    requests: () => requests,
    async signIn(email) {
      const { userId } = await auth.createUser({ email, emailVerified: true });
      return (await auth.createSession(userId)).toString();
    },
    code: async (email) => (await newestMail(email)).code?.digits ?? "",
    async wrongCode(email) {
      const { digits = "" } = (await newestMail(email)).code ?? {};
      return digits.replace(/.$/, (last) => String((Number(last) + 1) % 10));
    },
    async useLink(email) {
      const token = (await newestMail(email)).link.url.split("/").at(-1) ?? "";
      await createWatchwordClient({ url }).emailOtp.signInWithLink.mutate({ token });
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await auth.close();
      await database.drop();
    },
  };
}
