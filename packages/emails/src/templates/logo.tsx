/** @jsxRuntime automatic */
import { Img, Text } from "react-email";
import { contentId, logoWords, mailLogo, shownSize } from "../brand-image.ts";
import type { BrandImage } from "../brand.ts";
import { foreign, type Translator } from "../translator.ts";
import { PLAIN, write } from "./theme.ts";

const SWAP = [
  [".logo", "display:none!important"],
  [".logo-dark", "display:block!important;max-height:none!important"],
];

/** Shows the logo's other image in dark mode, even if Outlook darkens by itself. */
export const DARK_LOGO_STYLES = [
  `@media (prefers-color-scheme:dark){${SWAP.map(([name, body]) => `${name}{${body}}`).join("")}}`,
  ...SWAP.map(([name, body]) => `[data-ogsc] ${name},[data-ogsb] ${name}{${body}}`),
].join("");

/** The product's logo; a client that shows no images shows its name. */
export function Logo({ translator }: { translator: Translator }) {
  const { brand } = translator;
  const images = mailLogo(brand);
  const written = write(translator, "ink", { ...PLAIN, fontWeight: 700 });
  if (!images) return <Text {...written}>{foreign(translator, logoWords(brand))}</Text>;
  const hidden = { display: "none", maxHeight: 0, msoHide: "all" };
  return (
    <div {...written}>
      <Picture image={images.light} name={brand.name} className="logo" />
      {images.dark && (
        <Picture image={images.dark} name={brand.name} className="logo-dark" style={hidden} />
      )}
    </div>
  );
}

interface PictureProps {
  image: BrandImage;
  name: string;
  className: string;
  style?: object;
}

function Picture({ image, name, className, style }: PictureProps) {
  const source = `cid:${contentId(image)}`;
  // Otherwise React would add a preload to the head, which mail clients don't support.
  const lazy = { loading: "lazy" } as const;
  return (
    <Img
      src={source}
      alt={name}
      {...shownSize(image)}
      {...lazy}
      className={className}
      style={style}
    />
  );
}
