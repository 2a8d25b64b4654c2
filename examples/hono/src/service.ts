import { type Context, Hono } from "hono";
import { refusalOf, type Watchword } from "watchword";
import { apiOf, toHonoHandler } from "watchword/hono";
import { addressPage, codePage, linkPage, memberPage, refusedPage } from "./pages.ts";

/** A service with pages of its own, in which people sign in by the code or the link of a mail. */
export function createService(watchword: Watchword): Hono {
  const app = new Hono();

  app.all("/api/watchword/*", toHonoHandler(watchword));

  app.get("/", async (c) => {
    const current = await watchword.getSession(c.req.raw);
    return c.html(current ? memberPage(current.user.email) : addressPage());
  });

  app.post("/sign-in", async (c) => {
    const email = await field(c, "email");
    const { otpId } = await apiOf(watchword, c).emailOtp.request({ email });
    return c.html(codePage(email, otpId));
  });

  app.post("/sign-in/code", async (c) => {
    const [otpId, code] = [await field(c, "otpId"), await field(c, "code")];
    await apiOf(watchword, c).emailOtp.signIn({ otpId, code });
    return c.redirect("/", 303);
  });

  // Mail scanners open links: only its button signs in.
  app.get("/sign-in/link/:token", (c) => c.html(linkPage()));

  app.post("/sign-in/link/:token", async (c) => {
    await apiOf(watchword, c).emailOtp.signInWithLink({ token: c.req.param("token") });
    return c.redirect("/", 303);
  });

  app.post("/sign-out", async (c) => {
    await apiOf(watchword, c).session.signOut();
    return c.redirect("/", 303);
  });

  app.onError((error, c) => {
    const refusal = refusalOf(error);
    if (refusal === null) console.error(error);
    return c.html(refusedPage(refusal?.reason ?? null), refusal === null ? 500 : 403);
  });

  return app;
}

/** What was typed into a field of the form; empty where there is none. */
async function field(c: Context, name: string): Promise<string> {
  const value = (await c.req.parseBody())[name];
  return typeof value === "string" ? value : "";
}
