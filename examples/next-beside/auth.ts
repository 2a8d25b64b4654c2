import { createSignIn } from "@watchword/client/next";

const { WATCHWORD_URL, APP_ORIGIN, WATCHWORD_KEY } = process.env;

export const { signInRoute, callbackRoute, signOutRoute, getSession, guard } = createSignIn({
  url: WATCHWORD_URL ?? "http://localhost:3000",
  origin: APP_ORIGIN ?? "http://127.0.0.1:3004",
  app: { id: "beside", ...(WATCHWORD_KEY !== undefined && { key: WATCHWORD_KEY }) },
});
