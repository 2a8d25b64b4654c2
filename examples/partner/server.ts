import { serve } from "@hono/node-server";
import { createPartner } from "./src/app.ts";

// Watchword's own PORT; this app is two above, where `pnpm dev` registers it.
const watchwordPort = Number(process.env.PORT || 3000);
const watchword = process.env.PUBLIC_URL || `http://localhost:${watchwordPort}`;
const port = watchwordPort + 2;
// 127.0.0.1 and not localhost: cookies don't know ports, and Watchword's are on localhost.
const origin = `http://127.0.0.1:${port}`;

const server = serve({
  fetch: createPartner({ watchword, origin, appId: "partner" }).fetch,
  hostname: "127.0.0.1",
  port,
});
server.on("listening", () => console.log(`The partner app is at ${origin}`));
server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken.` : error.message);
  process.exit(1);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    setTimeout(() => process.exit(0), 1_000).unref();
  });
}
