import { readFileSync } from "node:fs";
import path from "node:path";
import type { BrandImage } from "../brand.ts";
import { imageSize } from "image-size";
import { z } from "zod";
import { svgProblem } from "./svg-problem.ts";

const MAX_BYTES = 32_768;

const TYPES: Record<string, BrandImage["type"]> = {
  png: "image/png",
  jpg: "image/jpeg",
  svg: "image/svg+xml",
};

export interface ImageRule {
  types: (keyof typeof TYPES)[];
  /** The least and greatest length of the sides, in pixels. */
  least: number;
  most: number;
  /** The largest ratio of the longer side to the shorter. */
  ratio: number;
}

/** An image: the path of a file, from `folder`, or a `data:` URL. `folder` is null if files aren't allowed. */
export function brandImage(folder: string | null, rule: ImageRule) {
  return z.string().transform((given, ctx): BrandImage => {
    const refuse = (message: string) => {
      ctx.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const bytes = bytesOf(given, folder);
    if (typeof bytes === "string") return refuse(bytes);
    if (bytes.length > MAX_BYTES)
      return refuse(`Has ${bytes.length} bytes, more than ${MAX_BYTES}`);
    const image = readImage(bytes);
    if (!image) return refuse(`Not an image: ${rule.types.join(", ")}`);
    const problem = problemOf(image, rule);
    return problem === null ? image : refuse(problem);
  });
}

/** The bytes of an image, or why there are none. */
function bytesOf(given: string, folder: string | null): Buffer | string {
  if (given.startsWith("data:")) {
    const base64 = /^data:image\/[a-z+]+;base64,([A-Za-z0-9+/]+={0,2})$/.exec(given)?.[1];
    return base64 ? Buffer.from(base64, "base64") : "Not a data: URL of an image in base64";
  }
  if (folder === null)
    return "A path is looked up beside the file of BRAND, and BRAND isn't a file: give a data: URL";
  const file = path.resolve(/* turbopackIgnore: true */ folder, given);
  try {
    return readFileSync(/* turbopackIgnore: true */ file);
  } catch {
    return `No file that can be read: ${file}`;
  }
}

function readImage(bytes: Buffer): BrandImage | null {
  try {
    const { type: kind = "", width, height } = imageSize(bytes);
    const type = TYPES[kind];
    return type ? { type, base64: bytes.toString("base64"), width, height } : null;
  } catch {
    return null;
  }
}

function problemOf(image: BrandImage, { types, least, most, ratio }: ImageRule): string | null {
  const { type, base64, width, height } = image;
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  if (!types.some((kind) => TYPES[kind] === type))
    return `Is ${type}, and may be: ${types.join(", ")}`;
  if (type === "image/svg+xml") {
    const problem = svgProblem(Buffer.from(base64, "base64").toString());
    if (problem !== null) return `The SVG ${problem}`;
  } else if (shorter < least || longer > most)
    return `Has ${width} × ${height} pixels; each side needs ${least} to ${most}`;
  if (longer > ratio * shorter)
    return `Has ${width} × ${height} pixels; no side may be more than ${ratio} times the other`;
  return null;
}
