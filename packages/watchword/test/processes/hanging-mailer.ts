import { createWatchword } from "../../src/watchword.ts";

/** An app whose provider never answers: it tells what it was handed. */
const { DATABASE = "", SECRET = "", PUBLIC_URL = "", EMAIL = "" } = process.env;
const watchword = createWatchword({
  database: DATABASE,
  secret: SECRET,
  publicUrl: PUBLIC_URL,
  sendMail: (mail) => {
    process.send?.(mail);
    return new Promise(() => {});
  },
});
await watchword.forRequest(new Headers()).api.emailOtp.request({ email: EMAIL });
await watchword.startMailer();
