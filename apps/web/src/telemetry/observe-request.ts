import type { IncomingMessage, ServerResponse } from "node:http";
import { REQUEST_ID } from "../client/guard-headers.ts";
import { getMetrics } from "./metrics.ts";
import { requestScope } from "../log/request-scope.ts";
import type { RouteOf } from "./routes.ts";
import { inSpan } from "./span.ts";

/** Answers a request under its id, as a span, and times it until its answer is sent. */
export async function observeRequest(
  req: IncomingMessage,
  res: ServerResponse,
  routeOf: RouteOf,
  handle: () => Promise<void>,
): Promise<void> {
  const method = req.method ?? "";
  const { pathname } = new URL(req.url ?? "/", "http://self.invalid");
  const route = routeOf(pathname);
  const requestId = String(req.headers[REQUEST_ID]);
  const attributes = {
    "http.request.method": method,
    "http.route": route,
    "watchword.request_id": requestId,
  };
  const start = performance.now();
  const closed = new Promise((resolve) => void res.once("close", resolve));
  const isForm = method === "POST" && !pathname.startsWith("/api/");
  await requestScope.run({ requestId, isForm, failed: false, isOutage: false }, () =>
    inSpan(`${method} ${route}`, { kind: "SERVER", attributes }, async (tell) => {
      await handle();
      await closed;
      tell({ "http.response.status_code": res.statusCode });
      const labels = { method, route, status: `${Math.floor(res.statusCode / 100)}xx` };
      getMetrics()?.requestSeconds.observe(labels, (performance.now() - start) / 1_000);
    }),
  );
}
