import { createSignIn, type Failure } from "@watchword/client/hono";
import { Hono } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { failedPage, signedInPage, signedOutPage, style } from "./pages.ts";

export interface PartnerOptions {
  /** Where Watchword is. */
  watchword: string;
  /** Where this app is, as it is registered there. */
  origin: string;
  /** The id that it is registered under. */
  appId: string;
}

/** A small app of another origin that leaves signing in to Watchword. */
export function createPartner({ watchword, origin, appId }: PartnerOptions): Hono {
  const signIn = createSignIn({ url: watchword, app: { id: appId }, origin, failed });
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
    const current = await signIn.getSession(c);
    if (current) return c.html(signedInPage(current, watchword));
    if (getCookie(c, signIn.cookieName) === undefined) return c.html(signedOutPage());
    deleteCookie(c, signIn.cookieName, { path: "/", secure: origin.startsWith("https:") });
    return c.html(signedOutPage("Your session ended at Watchword."));
  });

  app.get("/sign-in", signIn.signInRoute);
  app.get("/callback", signIn.callbackRoute);
  app.post("/sign-out", signIn.signOutRoute);
  // Watchword's own session is not this app's to end: its page asks, and sends the browser back.
  app.post("/sign-out-of-both", signIn.signOutOfBothRoute);

  app.get("/style.css", (c) => c.body(style, 200, { "Content-Type": "text/css" }));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    return c.html(failedPage("Watchword is out of reach", "Try again in a moment."), 503);
  });
  return app;
}

/** The page for a sign-in that came to nothing. */
async function failed({ reason, status }: Failure): Promise<Response> {
  const page = await failedPage(...inWords(reason));
  return new Response(String(page), {
    status,
    headers: { "Content-Type": "text/html; charset=UTF-8" },
  });
}

function inWords(reason: Failure["reason"]): [title: string, why: string] {
  if (reason === "access_denied") return ["You chose not to continue", "Nothing was told."];
  if (reason === "malformed") {
    const why = "It wasn’t started in this browser, or it has expired.";
    return ["This sign-in leads nowhere", why];
  }
  return ["You aren’t signed in", `Watchword refused: ${reason}.`];
}
