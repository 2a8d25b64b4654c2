import type { Locator, Page } from "playwright-core";
import { until } from "./processes.ts";

export const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();

/** Waits until React has taken over an element that the server wrote: before, nothing answers to typing. */
export async function alive(element: Locator): Promise<void> {
  const isAlive = (node: Element) =>
    Object.keys(node).some((key) => key.startsWith("__reactProps"));
  await until(() => element.evaluate(isAlive));
}

/** Waits for it, and for the title, which Next sends after the page. */
export async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole("heading", { name }).waitFor();
  await page.waitForFunction(() => document.title !== "");
}

export const newPassword = (page: Page): Locator => page.getByLabel("New password");

/** Asks a page for a mail to `email`. */
export async function requestAt(
  page: Page,
  url: string,
  { label, email }: { label: string; email: string },
): Promise<void> {
  await page.goto(url);
  await page.getByLabel(label).fill(email);
  await page.getByRole("button", { name: /^(Continue with|Send) email$/ }).click();
}

/** What is said to be wrong with a field; null where nothing is. */
export async function problemAt(field: Locator): Promise<string | null> {
  if ((await field.getAttribute("aria-invalid")) !== "true") return null;
  const ids = (await field.getAttribute("aria-describedby")) ?? "";
  return field.page().locator(`[id="${ids}"]`).innerText();
}
