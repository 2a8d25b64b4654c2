import { Row } from "../../components/page-layout.tsx";
import { getProduct } from "../../products/get-product.ts";
import { getTranslate } from "../../language/translations.ts";
import { type HandoffRequest, readHandoff } from "./request.ts";

/** Where somebody goes on to. */
export async function GoingTo({ app, redirectUri }: HandoffRequest) {
  const t = await getTranslate();
  return (
    <Row note={t("handoff.to")}>
      <p className="font-semibold">{app.name}</p>
      <p className="text-muted wrap-anywhere">
        <bdi dir="ltr" translate="no">
          {placeOf(redirectUri)}
        </bdi>
      </p>
    </Row>
  );
}

/** The same on the pages that sign in first, where `next` leads to a hand-off. */
export async function OnTheWay({ next }: { next: string | null }) {
  if (!next?.startsWith("/handoff?")) return null;
  const query = new URLSearchParams(next.slice(next.indexOf("?")));
  const request = readHandoff(await getProduct(), (name) => query.get(name));
  return "problem" in request ? null : <GoingTo {...request} />;
}

/** What people can know a destination by: its origin, or the scheme that a phone's app has. */
function placeOf(uri: string): string {
  const { origin, protocol } = new URL(uri);
  return origin === "null" ? protocol : origin;
}
