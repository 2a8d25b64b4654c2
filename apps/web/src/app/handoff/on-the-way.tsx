import type { RegisteredApp } from "@watchword/api/context";
import { Row } from "../../components/sheet.tsx";
import { getProduct } from "../../get-product.ts";
import { getTranslate } from "../../translations.ts";
import { readHandoff } from "./request.ts";

/** Where somebody goes on to. */
export async function GoingTo({ app }: { app: RegisteredApp }) {
  const t = await getTranslate();
  return (
    <Row note={t("handoff.to")}>
      <p className="font-semibold">{app.name}</p>
      <p className="text-muted wrap-anywhere">
        <bdi dir="ltr" translate="no">
          {app.origin}
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
  return "problem" in request ? null : <GoingTo app={request.app} />;
}
