import { serve } from "@hono/node-server";
import { createWatchword } from "watchword";
import { createService } from "./src/service.ts";
import { mailerOf } from "./src/mailer.ts";

const { DATABASE_URL = "", WATCHWORD_SECRET = "", MAIL_API_URL = "" } = process.env;
const port = Number(process.env.PORT || 3000);

const watchword = createWatchword({
  database: DATABASE_URL,
  secret: WATCHWORD_SECRET,
  publicUrl: process.env.PUBLIC_URL || `http://localhost:${port}`,
  emailFrom: "Harbour <sign-in@harbour.example>",
  brand: { name: "Harbour" },
  sendMail: mailerOf(MAIL_API_URL),
});
await watchword.migrate();
await watchword.startMailer();

const server = serve({ fetch: createService(watchword).fetch, port });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => server.close(() => void watchword.close()));
}
