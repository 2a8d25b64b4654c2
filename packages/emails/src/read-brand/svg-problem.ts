import { SaxesParser, type SaxesTagNS } from "saxes";

const SVG = "http://www.w3.org/2000/svg";
/** Elements that run code, contain another document, or could change an address later. */
const FORBIDDEN =
  /^(script|handler|listener|foreignobject|iframe|object|embed|audio|video|set|animate.*)$/i;

/**
 * Why an SVG isn't accepted; null if it is only a drawing. Nothing runs in an image of a page, but an image that is
 * opened by itself is a document of this origin.
 */
export function svgProblem(svg: string): string | null {
  let problem: string | null = null;
  let inStyle = false;
  let depth = 0;
  const note = (found: string | null) => (problem ??= found);
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", () => note("isn't well-formed XML"));
  parser.on("doctype", () => note("has a document type"));
  parser.on("processinginstruction", () => note("has a processing instruction"));
  parser.on("opentag", (tag) => {
    if (depth++ === 0 && (tag.local !== "svg" || tag.uri !== SVG)) note("isn't an SVG");
    inStyle = tag.local === "style";
    note(tagProblem(tag));
  });
  parser.on("closetag", () => {
    depth -= 1;
    inStyle = false;
  });
  for (const kind of ["text", "cdata"] as const)
    parser.on(kind, (text) => void (inStyle && note(styleProblem(text))));
  parser.write(svg).close();
  return problem;
}

function tagProblem({ local, attributes }: SaxesTagNS): string | null {
  if (FORBIDDEN.test(local)) return `has <${local}>`;
  for (const { local: name, value } of Object.values(attributes)) {
    if (/^on/i.test(name)) return `has ${name}=`;
    if (/^(href|src)$/i.test(name) && !isInside(value)) return `has an address: ${value}`;
    const problem = styleProblem(value);
    if (problem !== null) return problem;
  }
  return null;
}

function isInside(address: string): boolean {
  return /^(#|data:image\/(png|jpeg);base64,)/.test(address.trim());
}

/** What is wrong with CSS, or with attributes that may contain it. */
function styleProblem(css: string): string | null {
  if (/\\|@import|image-set/i.test(css)) return "has styles that may load something";
  const addresses = Array.from(css.matchAll(/url\(\s*["']?([^"')]*)/gi), ([, to = ""]) => to);
  const outside = addresses.find((address) => !isInside(address));
  return outside === undefined ? null : `has an address: ${outside}`;
}
