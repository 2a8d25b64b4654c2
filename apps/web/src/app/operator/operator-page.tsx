import "server-only";
import type { OperatorScope } from "@watchword/api/operator-scope";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { PageLayout } from "../../components/page-layout.tsx";
import { isFresh, requireVisitor } from "../visitor/guard.ts";
import { SignInAgain } from "../account/sign-in-again.tsx";
import { withOutage } from "../pages/outage.tsx";
import { titled } from "../pages/titled.ts";
import { getOperatorScope, isOperator } from "../visitor/is-operator.ts";
import { isOfCollections, OperatorNavigation, type OperatorPath } from "./navigation.tsx";

/**
 * A page for operators who signed in recently. Nobody else learns that it exists. It is in English, whatever the
 * visitor's language.
 */
export function operatorPage<Props>(
  path: OperatorPath,
  page: (props: Props, scope: OperatorScope) => Promise<ReactNode>,
) {
  return withOutage(async function Page(props: Props) {
    const scope = await getOperatorScope();
    if (scope === undefined) notFound();
    if (scope !== null && !isOfCollections(path)) redirect("/operator/address");
    const fresh = await isFresh(await requireVisitor(path));
    return (
      <div lang="en" dir="ltr" data-wide data-english>
        {fresh ? (
          <>
            <OperatorNavigation current={path} scope={scope} />
            {await page(props, scope)}
          </>
        ) : (
          <PageLayout title="Operator">
            <SignInAgain next={path} />
          </PageLayout>
        )}
      </div>
    );
  });
}

export function operatorTitle(title: string) {
  return async (): Promise<Metadata> => {
    const known = await isOperator().catch(() => false);
    return known ? { title } : titled("error.not-found")();
  };
}
