import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** What is left of a phone's screen over its keyboard. */
export const WIDER = { width: 390, height: 450 };
export const PHONES = [WIDER, { width: 320, height: 450 }];

/** That a page isn't scrolled and these elements are wholly on the screen. */
export async function expectInView(page: Page, elements: Record<string, Locator>): Promise<void> {
  expect(await page.evaluate(() => scrollY)).toBe(0);
  const height = page.viewportSize()?.height ?? 0;
  for (const [name, element] of Object.entries(elements)) {
    const box = await element.boundingBox();
    expect(box, name).not.toBeNull();
    expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(height);
  }
}
