import type { Page } from "playwright-core";

/** What somebody does who goes on to the example app. */
export interface PartnerPages {
  /** From the app's first page to Watchword. */
  begin(page: Page): Promise<void>;
  /** Waits for Watchword's question whether to go on. */
  asked(page: Page): Promise<void>;
  agree(page: Page): Promise<void>;
  /** Waits until the app has a session. */
  arrived(page: Page): Promise<void>;
  /** From the app's first page to its signed-in one. */
  crossOver(page: Page): Promise<void>;
}

export function partnerPages(partnerUrl: () => string): PartnerPages {
  const pages: PartnerPages = {
    async begin(page) {
      await page.goto(partnerUrl());
      await page.getByRole("link", { name: "Sign in with Watchword" }).click();
    },
    asked: (page) => page.getByRole("heading", { name: "Continue to Partner?" }).waitFor(),
    agree: (page) => page.getByRole("button", { name: "Continue", exact: true }).click(),
    arrived: (page) => page.getByRole("heading", { name: "You’re signed in" }).waitFor(),
    async crossOver(page) {
      await pages.begin(page);
      await pages.asked(page);
      await pages.agree(page);
      await pages.arrived(page);
    },
  };
  return pages;
}
