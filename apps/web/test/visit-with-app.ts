import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { freePort, type WebProcess } from "./processes.ts";
import { beginVisitAlone, codeField, type Visit } from "./visitor.ts";

/** A visit to a deployment that hands its sessions to another app. */
export interface VisitWithApp extends Visit {
  web: WebProcess;
  /** The app's origin. */
  appUrl: string;
}

/** Registers an app on this machine, for which `answer` answers; without it nothing listens there. */
export async function beginVisitWithApp(
  registered: { id: string; name?: string },
  answer?: RequestListener,
): Promise<VisitWithApp> {
  const server = answer && createServer(answer).listen(0, "127.0.0.1");
  if (server) await once(server, "listening");
  const port = server ? (server.address() as AddressInfo).port : await freePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const app = { ...registered, origin: appUrl, callback: "/callback" };
  const visit = await beginVisitAlone({ WATCHWORD_APPS: JSON.stringify([app]) });
  return {
    ...visit,
    appUrl,
    async end() {
      server?.close();
      await visit.end();
    },
  };
}

/** Types an address and its code on the sign-in pages that lead on to an app. */
export async function signInOnTheWay(page: Page, visit: Visit, email: string): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Continue with email" }).click();
  await codeField(page).fill((await visit.newestMail(email, "sign-in code")).code);
}
