import { expect, test } from "vitest";
import { exampleBrand } from "../previews/example-brand.ts";
import { defaultBrand } from "../src/brand.ts";
import { contrast, findUnreadable } from "../src/contrast.ts";
import { everyMail, rendered } from "./reading.ts";

const schemes = [
  ["light", defaultBrand.light],
  ["dark", defaultBrand.dark],
] as const;

test.each([
  ["#000000", "#ffffff", 21],
  ["#ffffff", "#ffffff", 1],
  ["#767676", "#ffffff", 4.54],
  ["#ffffff", "#777777", 4.48],
])("the contrast of %s and %s is %d", (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
});

test.each([
  ["Watchword", defaultBrand],
  ["the example", exampleBrand],
])("the text of %s can be read in both schemes", (_, brand) => {
  expect([...findUnreadable(brand.light), ...findUnreadable(brand.dark)]).toEqual([]);
});

test.each(everyMail)("%s uses no colour outside the two palettes", async (_, mail) => {
  const known = new Set(schemes.flatMap(([, palette]) => Object.values(palette)));
  const { html } = await rendered(mail);
  const used = html.replace(/ #\d+<\/p>/, "").match(/(?<!&)#[0-9a-f]{3,8}\b/gi) ?? [];
  expect(used.filter((colour) => !known.has(colour))).toEqual([]);
});

test.each(everyMail)("%s keeps none of its light colours in dark mode", async (_, mail) => {
  const { html } = await rendered(mail);
  const painted = html.match(/<[^>]+style="[^"]*#[0-9a-f]{6}[^>]*>/gi) ?? [];
  const repainted = new Set(html.match(/(?<=\.)[a-z-]+(?=\{[^}]*!important)/g));
  const classOf = (tag: string) => /class="([^" ]+)/.exec(tag)?.[1] ?? "";
  // One cell inside the body takes no class; the style sheet finds it by where it is.
  expect(painted.filter((tag) => !repainted.has(classOf(tag)))).toHaveLength(1);
});
