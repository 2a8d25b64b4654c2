import "server-only";
import { toRefusal } from "@watchword/api/refusal";
import { TRPCError } from "@trpc/server";
import { isUnavailable } from "@watchword/db/unavailable";
import type { ReactNode } from "react";
import { Indented, PageLayout } from "../../components/page-layout.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";
import { noteOutage } from "../../log/request-scope.ts";

/** Wraps a page so that it says, without scripts, if the database is out of reach. */
export function withOutage<Props>(page: (props: Props) => Promise<ReactNode>) {
  return async function Page(props: Props): Promise<ReactNode> {
    try {
      return await page(props);
    } catch (error) {
      if (!isOutage(error)) throw error;
      noteOutage();
      return <Outage />;
    }
  };
}

/** Whether an error means that the database is out of reach. */
export function isOutage(error: unknown): boolean {
  if (error instanceof TRPCError) return toRefusal(error)?.reason === "UNAVAILABLE";
  return isUnavailable(error);
}

async function Outage() {
  const t = await getTranslate();
  return (
    <PageLayout focusTitle title={t("error.outage")} lead={t("error.outage-lead")}>
      <Indented>
        {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid -- This very address, with its query. */}
        <a href="" className={buttonStyle()}>
          {t("common.try-again")}
        </a>
      </Indented>
    </PageLayout>
  );
}
