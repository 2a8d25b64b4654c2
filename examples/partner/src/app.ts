import { createWatchwordClient, refusalOf } from "@watchword/client";
import { type Context, Hono } from "hono";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { clearSession, readSession } from "./cookies.ts";
import { failedPage, signedInPage, signedOutPage, style } from "./pages.ts";
import { finishSignIn, startSignIn } from "./sign-in.ts";

export interface PartnerOptions {
  /** Where Watchword is. */
  watchword: string;
  /** Where this app is, as it is registered there. */
  origin: string;
  /** The id that it is registered under. */
  appId: string;
}

/** A small app of another origin that leaves signing in to Watchword. */
export function createPartner(options: PartnerOptions): Hono {
  const { watchword, origin, appId } = options;
  const app = new Hono();
  // Another site could have its own name lead to this machine (DNS rebinding).
  app.use((c, next) =>
    c.req.header("host") === new URL(origin).host
      ? next()
      : Promise.resolve(c.text("No such app", 403)),
  );
  app.use(
    secureHeaders({
      referrerPolicy: "strict-origin",
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["data:"],
        formAction: ["'self'", watchword],
        frameAncestors: ["'none'"],
      },
    }),
    csrf({ origin }),
  );
  app.use(async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });

  app.get("/", async (c) => {
    const token = readSession(c);
    if (token === undefined) return c.html(signedOutPage());
    const current = await createWatchwordClient({ url: watchword, token }).session.current.query();
    if (current) return c.html(signedInPage(current, watchword));
    clearSession(c);
    return c.html(signedOutPage("Your session ended at Watchword."));
  });

  app.get("/sign-in", (c) => startSignIn(c, options));
  app.get("/callback", (c) => finishSignIn(c, options));

  app.post("/sign-out", async (c) => {
    await endSession(c, watchword);
    return c.redirect("/", 303);
  });

  // Watchword's own session is not this app's to end: its page asks, and sends the browser back.
  app.post("/sign-out-of-both", async (c) => {
    await endSession(c, watchword);
    return c.redirect(`${watchword}/sign-out?app=${appId}`, 303);
  });

  app.get("/style.css", (c) => c.body(style, 200, { "Content-Type": "text/css" }));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    const reason = refusalOf(error)?.reason;
    const why = reason ? `It refused: ${reason}.` : "Try again in a moment.";
    return c.html(failedPage("Watchword is out of reach", why), 503);
  });
  return app;
}

async function endSession(c: Context, watchword: string): Promise<void> {
  const token = readSession(c);
  clearSession(c);
  if (token !== undefined)
    await createWatchwordClient({ url: watchword, token }).session.signOut.mutate();
}
