import { STATES } from "@watchword/emails/previews";
import { cx } from "class-variance-authority";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Link } from "../../../components/link.tsx";
import { PageLayout } from "../../../components/page-layout.tsx";
import { queryText, type SearchParams } from "../../pages/search-params.ts";
import { developmentOnly } from "../development-only.ts";
import { Frame, type Look, SCHEMES, SIZES } from "./frames.tsx";

export const metadata: Metadata = { title: "Brand" };

/** The name and path of each page. Pages that need a session show the account that is signed in to this browser. */
const PAGES: [string, string][] = [
  ["Buttons, fields and refusals", "/dev/brand/parts"],
  ["Sign in", "/sign-in"],
  ["Sign in with a password", "/sign-in/password"],
  ["Enter the code", "/dev/brand/states/code"],
  ["The link only, and a number to type at it", "/dev/brand/states/link"],
  ["No email for now", "/dev/brand/states/capped"],
  ["A code that has expired", "/dev/brand/states/expired"],
  ["A code for another device", "/dev/brand/states/device"],
  ["Enter the code of another device", "/device"],
  ["A sign-in link that doesn't work", "/sign-in/link/no-token"],
  ["Sign up", "/sign-up"],
  ["Reset a password", "/password-reset"],
  ["The reset mail is sent", "/password-reset/sent"],
  ["A reset link that doesn't work", "/password-reset/no-token"],
  ["An invitation that doesn't work", "/invitation/link/no-token"],
  ["A device's link that doesn't work", "/device/no-token"],
  ["A hand-off that doesn't work", "/handoff?app=nobody"],
  ["The account", "/account"],
  ["Change the address", "/account/email"],
  ["Set a password", "/account/password"],
  ["Continue on another device", "/account/device"],
  ["Delete the account", "/account/delete"],
  ["Sign out", "/sign-out"],
  ["No such page", "/nowhere"],
];

/** The deployment's brand at a glance: the pages themselves, and every mail in each of its states. */
export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  developmentOnly();
  const [scheme, size] = [
    await queryText(searchParams, "scheme"),
    await queryText(searchParams, "size"),
  ];
  const look: Look = {
    scheme: SCHEMES.find((known) => known === scheme) ?? "light",
    size: SIZES.find((known) => known === size) ?? "phone",
  };
  return (
    <div data-wide>
      <PageLayout
        title="Brand"
        lead="The pages themselves, and every mail, as your BRAND makes them."
      >
        <nav aria-label="Look" className="mb-10 flex flex-wrap gap-x-6 gap-y-2">
          {SCHEMES.map((one) => (
            <Choice key={one} look={{ ...look, scheme: one }} chosen={one === look.scheme}>
              {one}
            </Choice>
          ))}
          {SIZES.map((one) => (
            <Choice key={one} look={{ ...look, size: one }} chosen={one === look.size}>
              {one}
            </Choice>
          ))}
        </nav>
        <Group title="Pages">
          {PAGES.map(([title, href]) => (
            <Shown key={href} title={title} href={href}>
              <Frame title={title} src={href} look={look} />
            </Shown>
          ))}
        </Group>
        <Group title="Mails">
          {STATES.map(({ kind, name }) => {
            const href = `/dev/brand/mails/${kind}/${name}`;
            return (
              <Shown key={href} title={`${kind}, ${name}`} href={href}>
                <Frame title={`${kind}, ${name}`} src={href} look={look} scripts={false} />
              </Shown>
            );
          })}
        </Group>
      </PageLayout>
    </div>
  );
}

function Choice({ look, chosen, children }: { look: Look; chosen: boolean; children: ReactNode }) {
  return (
    <Link
      href={`?${new URLSearchParams({ ...look })}`}
      scroll={false}
      aria-current={chosen ? "true" : undefined}
      className={cx("py-1", chosen ? "border-b-2 border-ink font-semibold" : "link")}
    >
      {children}
    </Link>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-hairline py-6">
      <h2 className="mb-5 text-words font-semibold">{title}</h2>
      <div className="flex flex-wrap gap-8">{children}</div>
    </section>
  );
}

function Shown({ title, href, children }: { title: string; href: string; children: ReactNode }) {
  return (
    <article>
      <h3 className="mb-2">
        <a href={href} className="link">
          {title}
        </a>
      </h3>
      {children}
    </article>
  );
}
