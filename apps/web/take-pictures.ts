import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright-core";

/**
 * Takes the pictures for README.md and docs from a running Watchword: `tsx take-pictures.ts http://localhost:3000`.
 * With `operator` behind it the operator's, of one with a made-up week (`seed`) and `OPERATOR_EMAILS=ada@example.com`.
 */
const url = process.argv[2] ?? "http://localhost:3000";
const ofOperator = process.argv[3] === "operator";
const folder = path.resolve(import.meta.dirname, "../../docs/images");

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const colorScheme of ["light", "dark"] as const) await takePictures(browser, colorScheme);
await browser.close();

async function takePictures(on: Browser, colorScheme: "light" | "dark"): Promise<void> {
  const context = await on.newContext({
    colorScheme,
    viewport: { width: 960, height: 760 },
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  const save = async (name: string, options = {}) => {
    // Next's button, which is there in development only.
    await page.evaluate(() => document.querySelector("nextjs-portal")?.remove());
    await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`), ...options });
  };

  const { id, code } = await askForCode(page);
  if (!ofOperator) await save("code");
  await page.getByLabel(/digit code/).fill(code);
  await page.waitForURL(`${url}/account`);
  if (ofOperator) {
    await page.setViewportSize({ width: 1280, height: 1500 });
    await page.goto(`${url}/operator`);
    await save("operator");
    return context.close();
  }
  await save("account");

  await page.setViewportSize({ width: 520, height: 700 });
  await page.goto(`${url}/dev/mailbox/messages/${id}/html`);
  await save("mail", { fullPage: true });
  await context.close();
}

async function askForCode(page: Page): Promise<{ id: string; code: string }> {
  const email = "ada@example.com";
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Continue with email" }).click();
  await page.getByText("Sent. It can take").waitFor();
  await sleep(500);
  const response = await fetch(`${url}/dev/mailbox/messages?to=${email}`);
  const [mail] = (await response.json()) as { id: string; subject: string }[];
  return { id: mail?.id ?? "", code: /\d{6,}/.exec(mail?.subject ?? "")?.[0] ?? "" };
}
