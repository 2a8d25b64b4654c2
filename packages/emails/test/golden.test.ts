import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import { renderMail } from "../src/render.tsx";
test.each(Object.entries(emailOtp))("%s", async (name, mail) => {
  const old = JSON.parse(
    readFileSync(
      `/var/tmp/ww-mails/golden/${name === "code" ? "codeWithoutPhrase" : name}.json`,
      "utf8",
    ),
  );
  const now = await renderMail(mail, defaultBrand);
  expect(now.html.split(">")).toEqual(old.html.split(">"));
  expect(now).toEqual(old);
});
