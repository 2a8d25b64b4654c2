import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { AuthContext } from "@watchword/auth";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { createApiProcess } from "../../src/api-process.ts";
import type { RegisteredApp } from "../../src/context.ts";
import { sessionCookieFor } from "../../src/http/session-cookie.ts";
import { handleCall, type HttpOptions } from "../../src/http/handler.ts";
import { handleOidc } from "../../src/oidc/handler.ts";

interface Served {
  auth: AuthContext;
  apps: readonly RegisteredApp[];
  /** The issuer; where it is served by default. */
  publicUrl?: string;
  /** Where a collection's product is; at this issuer by default. */
  publicUrlOf?: (collection: string) => string;
  errors: Error[];
}

/** Serves the endpoints and the API on a free port of loopback. */
export async function serveOidc({ auth, apps, errors, ...rest }: Served) {
  const server = createServer(async (req, res) => {
    const publicUrl = rest.publicUrl ?? url;
    const hasBody = req.method === "POST";
    const request = new Request(`${url}${req.url}`, {
      method: req.method ?? "GET",
      headers: req.headers as Record<string, string>,
      ...(hasBody && { body: Readable.toWeb(req) as ReadableStream, duplex: "half" }),
    });
    const options: HttpOptions = {
      process: createApiProcess({
        auth,
        limiter: postgresLimiter(auth),
        apps,
        publicUrl,
        ...(rest.publicUrlOf && { publicUrlOf: rest.publicUrlOf }),
        onError: (error) => void errors.push(error),
      }),
      client: { ip: "198.51.100.9", userAgent: "an app", place: null, locale: null },
      sessionCookie: sessionCookieFor(publicUrl),
    };
    const isCall = new URL(request.url).pathname.startsWith("/api/");
    const answer = isCall ? await answerCall(request, options) : await handleOidc(request, options);
    res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerCall(request: Request, options: HttpOptions): Promise<Response> {
  const { status, headers, body } = await handleCall(request, options);
  return new Response(body, { status, headers });
}
