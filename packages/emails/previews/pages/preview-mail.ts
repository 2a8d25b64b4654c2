import { attachedImages, withImagesInside } from "../../src/brand-image.ts";
import { defaultBrand } from "../../src/brand.ts";
import { copyOf } from "../../src/copy.ts";
import { type RenderedMail, renderMail } from "../../src/render.tsx";
import { createTranslator } from "../../src/translator.ts";
import type { Brands, SpeakingBrand } from "./brands.ts";
import type { Selection } from "./selection.ts";

type Written = Pick<Selection, "state" | "locale" | "brand">;

/** The selected mail as it goes out, but for its images: a browser needs them in the HTML. */
export async function writeSelected(selection: Written, brands: Brands): Promise<RenderedMail> {
  const { mail, brand } = chosen(selection, brands);
  const { html, ...others } = await renderMail(mail, brand, brand.overrides);
  return { ...others, html: withImagesInside(html, attachedImages(brand)) };
}

/** What a list of mails shows of the selected one. */
export function headOf(selection: Written, brands: Brands): { subject: string; preheader: string } {
  const { mail, brand } = chosen(selection, brands);
  const { subject, preheader } = copyOf(
    mail,
    createTranslator(mail.locale, brand, brand.overrides),
  );
  return { subject, preheader };
}

function chosen({ state, locale, brand }: Written, brands: Brands) {
  const own: SpeakingBrand = brands.get(brand) ?? defaultBrand;
  return { mail: { ...state.mail, locale }, brand: own };
}
