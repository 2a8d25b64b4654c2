import type { ReactNode } from "react";
import { AddressRow } from "../../components/address-row.tsx";
import { EmailAddress } from "../../components/email-address.tsx";
import { passwordWords } from "../../components/password-words.ts";
import { PageLayout, Row } from "../../components/page-layout.tsx";
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
  const opening = {
    title: t(row.heading ?? row.title),
    lead: t(row.lead),
    before: row.before?.(link, user),
    note: t(row.note ?? "common.address"),
    ...(await row.opens?.(t, link)),
  };
  const { title, lead, before, note } = opening;
  const confirm = asks === "address" ? await askToConfirm(t, row, link) : null;
  // A form with a field comes first if nothing has to be read before it, so that it is above a phone's keyboard.
  const isFirst = asks === "password" || (confirm !== null && !before && !row.formRow);
  const form = !needsSession && (
    <LinkForm
      action={redeemLink.bind(null, purpose)}
      {...{ token, next }}
      asks={confirm ? typedAddress(t, isFirst) : await askedFor(t, row, link)}
      submit={row.submit(t, link)}
    />
  );
  const inRow = confirm ? <p className="max-w-prose">{confirm}</p> : form;
  return (
    <PageLayout {...{ title, focusTitle }} lead={confirm && isFirst ? confirm : lead}>
      {before}
      {user && row.replaces?.(user, link) && <AlreadySignedIn email={user.email} />}
      {isFirst && form}
      {confirm && isFirst && row.leadSaysMore && (
        <Row note={t("link.what-happens")}>
          <p className="max-w-prose">{lead}</p>
        </Row>
      )}
      {confirm && before && <Row note={note}>{inRow}</Row>}
      {(!confirm || row.formRow) && (
        <AddressRow note={note} email={row.shown?.(link) ?? link.email}>
          {row.ofAddress?.(t, link)}
          {form && !isFirst && !row.formRow && <div className="mt-5">{form}</div>}
        </AddressRow>
      )}
      {form && row.formRow?.(t, inRow, user)}
      {confirm && !isFirst && form}
      {needsSession && row.why && (
        <SignInForLink signedInAs={user?.email ?? null} next={pageOf(purpose)}>
          {t(row.why)}
        </SignInForLink>
      )}
      {row.after?.(t)}
    </PageLayout>
  );
}

/** Asks for the link's address, in a browser that hasn't shown that it is its owner's; otherwise null. */
async function askToConfirm(t: Translate, row: LinkPage, link: LiveLink): Promise<ReactNode> {
  if (!row.confirm || (await knowsAddress(link))) return null;
  return t.rich(row.confirm, { who: () => <EmailAddress>{link.email}</EmailAddress> });
}

function typedAddress(t: Translate, begins: boolean): Asked {
  return { what: "address", label: t("link.type-address"), begins };
}

async function askedFor(t: Translate, row: LinkPage, link: LiveLink): Promise<Asked> {
  if (asksOf(row.purpose, link) !== "password") return null;
  const email = row.username ? await row.username(link) : link.email;
  return { what: "password", email, words: passwordWords(t, "new") };
}
