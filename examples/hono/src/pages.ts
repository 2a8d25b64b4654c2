import { html } from "hono/html";
import type { Reason } from "watchword";

const page = (body: ReturnType<typeof html>) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="referrer" content="strict-origin" />
        <title>Harbour</title>
      </head>
      <body>
        ${body}
      </body>
    </html>`;

export const addressPage = () =>
  page(html`
    <form method="post" action="/sign-in">
      <label>Email address <input name="email" type="email" autocomplete="email" required /></label>
      <button>Continue</button>
    </form>
  `);

export const codePage = (email: string, otpId: string) =>
  page(html`
    <p>We mailed a code to ${email}.</p>
    <form method="post" action="/sign-in/code">
      <input type="hidden" name="otpId" value="${otpId}" />
      <label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code" /></label>
      <button>Sign in</button>
    </form>
  `);

export const linkPage = () =>
  page(html`
    <form method="post">
      <button>Sign in</button>
    </form>
  `);

export const memberPage = (email: string) =>
  page(html`
    <p>Hello, ${email}</p>
    <form method="post" action="/sign-out"><button>Sign out</button></form>
  `);

const WORDS: Partial<Record<Reason, string>> = {
  INVALID_INPUT: "Please check what you typed.",
  INVALID_TOKEN: "That code or link doesn’t work.",
  EXPIRED_TOKEN: "That code or link has expired.",
  TOO_MANY_ATTEMPTS: "Please use the link in the mail.",
  RATE_LIMITED: "Please wait a little.",
};

/** Why a call was refused; null for a bug. */
export const refusedPage = (reason: Reason | null) =>
  page(html`
    <p>${(reason && WORDS[reason]) ?? "That didn’t work."}</p>
    <p><a href="/">Start again</a></p>
  `);
