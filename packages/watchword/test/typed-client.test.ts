import { createWatchwordClient, refusalOf, type WatchwordOptions } from "@watchword/client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type App, PUBLIC_URL, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

it.each(["/api/watchword", "/api/watchword/"])(
  "the typed client calls an app's Watchword at its path: %s",
  async (path) => {
    const email = "ada@example.com";
    app.mailbox.clear();
    const at: WatchwordOptions = {
      url: PUBLIC_URL + path,
      fetch: (input, init) => app.watchword.handler(new Request(input, init)),
    };
    const client = createWatchwordClient(at);
    const { otpId } = await client.emailOtp.request.mutate({ email });
    const code = await app.mailbox.code(email);
    const signIn = () => client.emailOtp.signIn.mutate({ otpId, code, transport: "token" });
    const { token = "" } = await signIn();
    const current = await createWatchwordClient({ ...at, token }).session.current.query();
    expect(current).toMatchObject({ user: { email } });
    expect(refusalOf(await signIn().catch((error: unknown) => error))).toEqual({
      reason: "INVALID_TOKEN",
    });
  },
);
