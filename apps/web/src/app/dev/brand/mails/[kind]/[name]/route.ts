import { withImagesInside } from "@watchword/emails/brand-image";
import { STATES } from "@watchword/emails/previews";
import { writeMail } from "@watchword/emails/write";
import { getBrand } from "../../../../../../brand/get-brand.ts";
import { getConfig } from "../../../../../../environment/config.ts";
import { developmentOnly } from "../../../../development-only.ts";

/** A mail in one of its states, with made-up data, for the frame that shows it. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ kind: string; name: string }> },
): Promise<Response> {
  developmentOnly();
  const { kind, name } = await params;
  const state = STATES.find((one) => one.kind === kind && one.name === name);
  if (!state) return new Response("There is no such mail.", { status: 404 });
  const options = { brand: await getBrand(), from: getConfig().emailFrom };
  const { html, images = [] } = await writeMail(state.mail, options);
  return new Response(withImagesInside(html, images), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}
