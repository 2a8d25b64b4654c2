import type { Current } from "@watchword/client/hono";
import { html } from "hono/html";

type Markup = ReturnType<typeof html>;

export function signedOutPage(notice = ""): Markup {
  return page(
    "Partner",
    html`
      ${notice && html`<p role="status">${notice}</p>`}
      <p>
        An app of its own, on an origin of its own. It knows nobody’s password and mails no codes.
      </p>
      <p><a class="button" href="/sign-in">Sign in with Watchword</a></p>
    `,
  );
}

export function signedInPage({ user, session }: Current, watchword: string): Markup {
  return page(
    "You’re signed in",
    html`
      <dl>
        <dt>Address</dt>
        <dd>${user.email}${user.emailVerified ? ", verified" : ", not verified"}</dd>
        <dt>Account since</dt>
        <dd>${day(user.createdAt)}</dd>
        <dt>This session is</dt>
        <dd>${session.audience}’s alone, and ends with the one at Watchword</dd>
      </dl>
      <form method="post" action="/sign-out"><button>Sign out here</button></form>
      <form method="post" action="/sign-out-of-both">
        <button class="plain">Sign out here and at Watchword</button>
      </form>
      <p><a href="${watchword}/account">Your account at Watchword</a></p>
    `,
  );
}

export function failedPage(title: string, why: string): Markup {
  return page(
    title,
    html`
      <p role="status">${why}</p>
      <p><a class="button" href="/sign-in">Sign in with Watchword</a></p>
      <p><a href="/">Back to the first page</a></p>
    `,
  );
}

function page(title: string, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>Partner</header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
}

function day(iso: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(iso),
  );
}

export const style = `
:root { color-scheme: light dark; --ink: light-dark(#1d1b3a, #ecebf7); --paper: light-dark(#fff, #14132a);
  --accent: light-dark(#4b3fce, #a59dff); --edge: light-dark(#d9d7ec, #3a3860); }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { padding: 1rem 1.5rem; font-weight: 700; color: var(--paper); background: var(--accent); }
main { max-width: 38rem; padding: 3rem 1.5rem; }
h1 { margin: 0 0 1.5rem; font-size: 2rem; line-height: 1.2; }
dl { margin: 0 0 2rem; border-top: 1px solid var(--edge); }
dt { padding-top: .75rem; font-size: .9375rem; opacity: .8; }
dd { margin: 0; padding-bottom: .75rem; border-bottom: 1px solid var(--edge); font-weight: 600; overflow-wrap: anywhere; }
form { margin-bottom: .75rem; }
a { color: var(--accent); }
.button, button { display: inline-block; min-height: 3rem; padding: .7rem 1.5rem; border: 1px solid var(--accent);
  border-radius: 2rem; font: inherit; font-weight: 600; color: var(--paper); background: var(--accent);
  text-decoration: none; cursor: pointer; }
button.plain { color: var(--accent); background: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
`;
