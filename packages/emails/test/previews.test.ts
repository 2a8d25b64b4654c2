import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { LOCALES } from "@watchword/db/locale";
import { describe, expect, test } from "vitest";
import { exampleBrand } from "../previews/example-brand.ts";
import { knownBrands } from "../previews/pages/brands.ts";
import { answer } from "../previews/pages/routes.tsx";
import { nameOf } from "../previews/pages/selection.ts";
import { STATES } from "../previews/states.ts";
import { defaultBrand } from "../src/brand.ts";
import { wordsOf } from "./reading.ts";

const brands = knownBrands();
const shown = async (path: string) => (await answer(path, brands)).body;

describe("the index", () => {
  test("lists every mail in every state and language, with its subject and preheader", async () => {
    const page = (await shown("/")).replaceAll("&amp;", "&");
    for (const state of STATES)
      for (const locale of LOCALES)
        expect(page).toContain(`href="/mail?mail=${nameOf(state)}&language=${locale}&`);
    expect(wordsOf(page)).toContain("482915 is your Watchword sign-in code\n");
    expect(wordsOf(page)).toContain("Security phrase: amber otter · ");
  });

  test("is in the language and brand that are asked for, and its links keep the other choices", async () => {
    const page = await shown("/?language=de&brand=example&colours=dark&narrow=on");
    expect(page).toContain("482915 ist Ihr Nordlicht-Anmeldecode");
    expect(page).toContain("language=fr&amp;brand=example&amp;colours=dark&amp;narrow=on");
  });
});

describe("a mail's page", () => {
  test("has its subject, preheader and text beside the mail", async () => {
    const words = wordsOf(await shown("/mail?mail=email-otp.codeAndPhrase"));
    expect(words).toContain("Subject (37 characters)\n482915 is your Watchword sign-in code\n");
    expect(words).toContain("\nSecurity phrase: amber otter · ");
    expect(words).toContain("\nhttps://watchword.example/sign-in/link/");
    expect(words).toContain("\n@watchword.example #482915\n");
  });

  test("shows the mail in a frame, or its source", async () => {
    const query = "mail=email-otp.code&language=ja&brand=watchword&colours=light&narrow=on";
    const page = await shown(`/mail?${query}`);
    expect(page).toContain(`src="/mail.html?${query.replaceAll("&", "&amp;")}"`);
    expect(page).toContain('class="narrow"');
    const source = await shown(`/mail?${query}&source=on`);
    expect(source).not.toContain("<iframe");
    expect(source).toContain("&lt;html dir=&quot;ltr&quot; lang=&quot;ja&quot;");
  });

  test("doesn't exist for an unknown mail, language, brand or colours", async () => {
    for (const query of ["mail=x", "language=tlh", "brand=x", "colours=__proto__"])
      expect((await answer(`/mail?${query}`, brands)).status, query).toBe(404);
    expect((await answer("/elsewhere", brands)).status).toBe(404);
    expect((await answer("/../../package.json", brands)).status).toBe(404);
  });
});

describe("the mail in its frame", () => {
  const mail = (colours: string) => shown(`/mail.html?mail=email-otp.code&colours=${colours}`);

  test("shows the colours that are asked for, and not those of the machine", async () => {
    const [light, dark] = [await mail("light"), await mail("dark")];
    for (const html of [light, dark]) expect(html).not.toContain("prefers-color-scheme");
    expect(light).toContain("@media not all{.paper{");
    expect(dark).toContain("@media all{.paper{");
    expect(await mail("outlook")).toMatch(/@media not all\{.*<body [^>]*data-ogsc="" data-ogsb=""/);
    expect(await mail("inverted")).toContain("filter:invert(1)");
    expect(await mail("forced")).toContain("background-color:#000!important");
  });

  test("runs nothing, and loads nothing but the pictures that it carries", async () => {
    const policyOf = async (path: string) =>
      (await answer(path, brands)).headers["Content-Security-Policy"];
    expect(await policyOf("/mail.html")).toMatch(/^default-src 'none'; .*img-src data:; .*sandbox/);
    expect(await policyOf("/mail.html?no-images=on")).toContain("img-src 'none'");
  });
});

test("the deployment's own brand comes first, with Watchword's fields for those that it leaves out", () => {
  const own = knownBrands({ brand: '{"name":"Acme","light":{"accent":"#5b3fd1"}}' });
  expect([...own.keys()]).toEqual(["own", "watchword", "example"]);
  expect(own.get("own")).toEqual({
    ...defaultBrand,
    name: "Acme",
    light: { ...defaultBrand.light, accent: "#5b3fd1" },
  });
  expect(own.get("example")).toBe(exampleBrand);
});

test("the deployment's own brand may be a file, from the repository's root", async () => {
  const folder = await mkdtemp(join(tmpdir(), "watchword-brand-"));
  await writeFile(join(folder, "brand.json"), '{"name":"Acme"}');
  const root = join(import.meta.dirname, "../../..");
  const own = knownBrands({ brand: relative(root, join(folder, "brand.json")) });
  expect(own.get("own")?.name).toBe("Acme");
  await rm(folder, { recursive: true });
});

test("the deployment's own words are said under its own brand only", async () => {
  const messagesDir = await mkdtemp(join(tmpdir(), "messages-"));
  await mkdir(join(messagesDir, "mails"));
  const french = { "email-changed": { "to-old": { title: "Attention" } } };
  await writeFile(join(messagesDir, "mails/fr.json"), JSON.stringify(french));
  const own = knownBrands({ messagesDir });
  await rm(messagesDir, { recursive: true });
  const mail = "/mail.html?mail=email-changed.toOld&language=fr";
  expect((await answer(mail, own)).body).toContain("Attention");
  expect((await answer(`${mail}&brand=watchword`, own)).body).not.toContain("Attention");
});
