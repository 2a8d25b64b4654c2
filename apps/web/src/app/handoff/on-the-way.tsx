import type { ReactNode } from "react";
import { Row } from "../../components/page-layout.tsx";
import { getProduct } from "../../products/get-product.ts";
import { getTranslate } from "../../language/translations.ts";
import { type HandoffRequest, readHandoff } from "./request.ts";

interface GoingToProps extends Pick<HandoffRequest, "app" | "redirectUri"> {
  children?: ReactNode;
}

/** Shows the app that somebody goes on to. */
export async function GoingTo({ app, redirectUri, children }: GoingToProps) {
  const t = await getTranslate();
  return (
    <Row note={t("handoff.to")}>
      <p className="flex flex-wrap gap-x-3 wrap-anywhere">
        <span className="font-semibold">{app.name}</span>
        <bdi dir="ltr" translate="no" className="text-muted">
          {placeOf(redirectUri)}
        </bdi>
      </p>
      {children}
    </Row>
  );
}

/** Shows that app on pages that sign in first, if `next` leads to a hand-off. */
export async function OnTheWay({ next }: { next: string | null }) {
  if (!next?.startsWith("/handoff?")) return null;
  const query = new URLSearchParams(next.slice(next.indexOf("?")));
  const request = readHandoff(await getProduct(), (name) => query.get(name));
  return "problem" in request ? null : (
    <GoingTo app={request.app} redirectUri={request.redirectUri} />
  );
}

/** What people can recognize a destination by: its origin, or the scheme of a phone's app. */
function placeOf(uri: string): string {
  const { origin, protocol } = new URL(uri);
  return origin === "null" ? protocol : origin;
}
