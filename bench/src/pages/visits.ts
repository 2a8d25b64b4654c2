import type { Visitor } from "./visitor.ts";

/** A page that people meet, and how they come there. */
export interface Visit {
  path: string;
  arrive(visitor: Visitor): Promise<unknown>;
}

const at = (path: string): Visit => ({ path, arrive: ({ open }) => open(path) });

const signedInAt = (path: string): Visit => ({
  path,
  async arrive({ signIn, open }) {
    await signIn();
    await open(path);
  },
});

const byLink = (path: string, asking: string): Visit => ({
  path,
  arrive: async ({ ask, follow }) => follow(path, await ask(asking)),
});

const HAND_OFF = `/handoff?app=partner&challenge=${"a".repeat(43)}&state=s`;

/** All that isn't for operators or developers. */
export const VISITS: readonly Visit[] = [
  at("/sign-in"),
  { path: "/sign-in/code", arrive: ({ ask }) => ask("/sign-in") },
  byLink("/sign-in/link", "/sign-in"),
  at("/sign-in/password"),
  at("/sign-up"),
  { path: "/sign-up/code", arrive: ({ ask }) => ask("/sign-up") },
  byLink("/sign-up/link", "/sign-up"),
  at("/password-reset"),
  { path: "/password-reset/sent", arrive: ({ ask }) => ask("/password-reset") },
  {
    path: "/password-reset/link",
    async arrive({ page, signIn, ask, follow }) {
      const email = await signIn();
      await page.context().clearCookies();
      await ask("/password-reset", email);
      await follow("/password-reset", email);
    },
  },
  at("/password-reset/done"),
  {
    path: "/verify-email",
    async arrive({ signIn, open, press, page }) {
      await signIn({ proven: false });
      await open("/verify-email");
      await press();
      await page.locator("#code").waitFor();
    },
  },
  {
    path: "/verify-email/link",
    async arrive({ signIn, open, press, follow }) {
      const email = await signIn({ proven: false });
      await open("/verify-email");
      await press();
      await follow("/verify-email/link", email);
    },
  },
  signedInAt("/account"),
  signedInAt("/account/email"),
  {
    path: "/account/email/code",
    async arrive({ signIn, ask }) {
      await signIn();
      await ask("/account/email");
    },
  },
  {
    path: "/email-change/link",
    async arrive({ signIn, ask, follow }) {
      await signIn();
      await follow("/email-change/link", await ask("/account/email"));
    },
  },
  {
    path: "/email-change/undo",
    async arrive({ signIn, ask, follow, press, page }) {
      const old = await signIn();
      await follow("/email-change/link", await ask("/account/email"));
      await press();
      await page.waitForURL(/\/account$/);
      await follow("/email-change/undo", old);
    },
  },
  at("/email-change/undone"),
  signedInAt("/account/password"),
  {
    path: "/account/device",
    async arrive({ signIn, open, press, page }) {
      await signIn();
      await open("/account/device");
      await press();
      await shownCode(page).waitFor();
    },
  },
  {
    path: "/device",
    async arrive({ signIn, open, press, page }) {
      const email = await signIn();
      await open("/account/device");
      await press();
      const code = await shownCode(page).innerText();
      await page.context().clearCookies();
      await open("/device");
      await page.getByLabel("Code from the other device").fill(code);
      await press();
      await page.getByText(email).first().waitFor();
    },
  },
  signedInAt("/account/delete"),
  at("/account/deleted"),
  signedInAt(HAND_OFF),
  at("/sign-out"),
];

const shownCode = (page: Visitor["page"]) => page.getByText(/^[A-Z]{4}-[A-Z]{4}$/);
