import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { LOCALES } from "@watchword/db/locale";
import { createElement, type FunctionComponent } from "react";
import { render } from "react-email";
import { afterAll, expect, test } from "vitest";
import { exampleBrand } from "../previews/example-brand.ts";
import { generatePreviews } from "../previews/generate.ts";
import { STATES } from "../previews/states.ts";

const folder = join(import.meta.dirname, `../previews/test-${process.pid}`);
afterAll(() => rm(folder, { recursive: true }));

test("every state has a preview in every language, and one of another product's", async () => {
  const paths = await generatePreviews(folder);
  expect(new Set(paths).size).toBe(STATES.length * (LOCALES.length + 1));
  for (const path of paths)
    expect(await readFile(path, "utf8")).toMatch(/^export default preview/m);
});

test.each([
  ["en", "Watchword"],
  ["ar", "Watchword"],
  ["branded", exampleBrand.logo],
])("the previews in %s show mails", async (place, logo) => {
  const file = join(folder, place, "email-changed/to-old-without-undo.tsx");
  const { default: Preview } = (await import(file)) as { default: FunctionComponent };
  expect(await render(createElement(Preview))).toContain(logo);
});
