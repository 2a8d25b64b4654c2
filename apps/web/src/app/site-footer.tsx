import type { Brand } from "@watchword/emails/brand";
import { getBrand } from "../brand/get-brand.ts";
import { Row } from "../components/page-layout.tsx";
import { getTranslate, type PlainKey } from "../language/translations.ts";
import { LanguageMenu } from "./language/menu.tsx";

/** What every page ends with: the languages, and the product's own pages. */
export async function SiteFooter() {
  return (
    <footer className="mt-14">
      <LanguageMenu />
      <ProductLinks brand={await getBrand()} />
    </footer>
  );
}

async function ProductLinks({ brand }: { brand: Brand }) {
  const t = await getTranslate();
  const links = linksOf(brand);
  if (links.length === 0) return null;
  return (
    <Row note={<bdi translate="no">{brand.name}</bdi>}>
      <nav aria-label={brand.name}>
        <ul className="flex flex-wrap gap-x-4 gap-y-2">
          {links.map(([key, href]) => (
            <li key={key}>
              <a href={href} className="link inline-block min-h-6">
                {t(key)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </Row>
  );
}

function linksOf({ support, links: { privacy, terms, imprint } }: Brand) {
  const help = support === null || URL.canParse(support) ? support : `mailto:${support}`;
  const all: [PlainKey, string | null][] = [
    ["footer.privacy", privacy],
    ["footer.terms", terms],
    ["footer.imprint", imprint],
    ["footer.support", help],
  ];
  return all.filter((link): link is [PlainKey, string] => link[1] !== null);
}
