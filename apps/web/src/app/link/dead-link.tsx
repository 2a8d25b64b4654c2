import { Link } from "../../components/link.tsx";
import { Indented, PageLayout, Row } from "../../components/page-layout.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";
import type { LinkPage, User } from "./page-row.ts";
import type { DeadState } from "./opened-link.ts";
import { SignedInHere } from "./signed-in-here.tsx";

interface DeadLinkProps {
  row: LinkPage["dead"];
  state: DeadState;
  user: User | null;
}

/** Shown instead of a link's page, if the link doesn't work any more. */
export async function DeadLink({ row, state, user }: DeadLinkProps) {
  const t = await getTranslate();
  const leads = {
    expired: "dead-link.expired",
    unknown: "dead-link.unknown",
    ...row.leads,
  } as const;
  const [href, words] = row.nextStep(user, state);
  const offersAccount = row.offersAccount === true && user !== null;
  const onward = (
    <Link href={href} className={buttonStyle({ look: offersAccount ? "plain" : "primary" })}>
      {t(words)}
    </Link>
  );
  return (
    <PageLayout focusTitle title={t(`dead-link.${state}-title`)} lead={t(leads[state])}>
      {offersAccount && <SignedInHere email={user.email} />}
      {user && row.ofUser?.(t, user)}
      {offersAccount ? <Row note={t("account.or")}>{onward}</Row> : <Indented>{onward}</Indented>}
      {row.after?.(t)}
    </PageLayout>
  );
}
