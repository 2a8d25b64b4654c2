import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { RegisteredApp } from "@watchword/api/context";
import { handleCall } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { createAuth } from "@watchword/auth";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { createTestDatabase } from "@watchword/db/testing";

export interface Watchword {
  url: string;
  /** How many requests it has had. */
  requests(): number;
  /** A session's token, of an account that it makes. */
  signIn(email: string): Promise<string>;
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
      auth,
      limiter: postgresLimiter(auth),
      client: { ip: "198.51.100.7", userAgent: "partner", place: null, locale: null },
      publicUrl: url,
      sessionCookie: sessionCookieFor(url),
      apps: apps.map(registeredApp),
      onError: (error) => console.error(error),
    });
    res.writeHead(status, [...headers].flat()).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    requests: () => requests,
    async signIn(email) {
      const { userId } = await auth.createUser({ email, emailVerified: true });
      return (await auth.createSession(userId)).toString();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await auth.close();
      await database.drop();
    },
  };
}
