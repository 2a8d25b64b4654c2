import { getBrand } from "../../../brand/get-brand.ts";
import { IMAGES, servedImage } from "../../../brand/served-images.ts";

/** The product's images. Browsers that look for `/favicon.ico` get its icon from here too. */
export async function GET(_: Request, { params }: { params: Promise<{ image: string }> }) {
  const { image } = await params;
  const name = IMAGES.find((known) => known === image);
  const served = name ? servedImage(await getBrand(), name) : null;
  if (!served) return new Response(null, { status: 404 });
  const headers = { "content-type": served.type, "cache-control": "public, max-age=86400" };
  return new Response(new Uint8Array(served.body), { headers });
}
