import { AddressRow } from "../../components/address-row.tsx";
import { passwordWords } from "../../components/password-words.ts";
import { PageLayout } from "../../components/page-layout.tsx";
import { pageOf } from "../../cookies/link-cookie.ts";
import { getTranslate, type Translate } from "../../language/translations.ts";
import { AlreadySignedIn } from "../visitor/signed-in-as.tsx";
import { redeemLink } from "./actions.ts";
import { knowsAddress } from "./known-browser.ts";
import { type Asked, LinkForm } from "./link-form.tsx";
import { asksOf } from "./links.ts";
import type { LiveLink } from "./opened-link.ts";
import type { LinkPage, User } from "./page-row.ts";
import { SignInForLink } from "./sign-in-for-link.tsx";

interface OpenedProps {
  row: LinkPage;
  link: LiveLink;
  user: User | null;
}

/** The page of a link that works. */
export async function Opened({ row, link, user }: OpenedProps) {
  const t = await getTranslate();
  const { purpose, focusTitle = false } = row;
  const asks = asksOf(purpose, link);
  const needsSession = asks === "account" && !link.own;
  const { token, next = null } = link;
  const form = !needsSession && (
    <LinkForm
      action={redeemLink.bind(null, purpose)}
      {...{ token, next }}
      asks={await askedFor(t, row, link)}
      submit={row.submit(t, link)}
    />
  );
  const opening = {
    title: t(row.heading ?? row.title),
    lead: t(row.lead),
    before: row.before?.(link, user),
    note: t(row.note ?? "common.address"),
    ...(await row.opens?.(t, link)),
  };
  const { title, lead, before, note } = opening;
  const isInRow = form && asks !== "password" && !row.formRow;
  return (
    <PageLayout {...{ title, lead, focusTitle }}>
      {before}
      {user && row.replaces?.(user, link) && <AlreadySignedIn email={user.email} />}
      {/* Before the address, so that the field and its button stand above a phone's keyboard. */}
      {asks === "password" && form}
      <AddressRow note={note} email={row.shown?.(link) ?? link.email}>
        {row.ofAddress?.(t, link)}
        {isInRow && <div className="mt-5">{form}</div>}
      </AddressRow>
      {form && row.formRow?.(t, form, user)}
      {needsSession && row.why && (
        <SignInForLink signedInAs={user?.email ?? null} next={pageOf(purpose)}>
          {t(row.why)}
        </SignInForLink>
      )}
      {row.after?.(t)}
    </PageLayout>
  );
}

async function askedFor(t: Translate, row: LinkPage, link: LiveLink): Promise<Asked> {
  const asks = asksOf(row.purpose, link);
  if (asks === "password") {
    const email = row.username ? await row.username(link) : link.email;
    return { what: "password", email, words: passwordWords(t, "new") };
  }
  if (asks !== "address" || !row.why || (await knowsAddress(link))) return null;
  return { what: "address", why: t(row.why), label: t("link.type-address") };
}
