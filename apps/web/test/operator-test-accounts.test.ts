import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { beginVisitAlone, type Visit } from "./visitor.ts";

const CODE = "2030405060";
const REVIEW = { email: "review@example.com", code: CODE, until: "2999-03-01T00:00:00Z" };

let visit: Visit;

describe.runIf(hasBrowser)("the page of a test account's address", () => {
  beforeAll(async () => {
    visit = await beginVisitAlone({
      OPERATOR_EMAILS: "operator@example.com",
      WATCHWORD_POLICY: JSON.stringify({ testAccounts: [REVIEW] }),
    });
  });
  afterAll(() => visit.end());

  it("tells operators that it is one, until when, and that it is never mailed", async () => {
    await inBrowserOf(visit, async (page) => {
      await page.goto(`${visit.web.url}/operator/address`);
      await page.getByRole("textbox", { name: "Email address" }).fill(REVIEW.email);
      await page.getByRole("button", { name: "Show", exact: true }).click();
      await page.getByRole("heading", { name: "Test account" }).waitFor();
      await page.getByText("signs in with a fixed code until 1 Mar 2999, 00:00:00 UTC.").waitFor();
      await page.getByText("No email is ever sent to it.").waitFor();
      expect(await page.getByText("Sign-in emails").count()).toBe(0);
      expect(await page.content()).not.toContain(CODE);
      expect(await findBarriers(page)).toEqual([]);
    });
  });
});
