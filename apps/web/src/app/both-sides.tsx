import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { getTranslate } from "../translations.ts";

const PHRASE = "amber owl";
const CODE = "482915";

/** The product in one drawing: a tally cut in two, one half on the page and one in the mail. */
export async function BothSides() {
  const t = await getTranslate();
  return (
    <figure className="max-w-[34rem]">
      <div className="grid grid-cols-2 gap-x-1">
        <Half title={t("home.page")} className="me-2.5 bg-ink" teeth="-end-2.5 bg-ink">
          <li lang="en">{PHRASE}</li>
          <li>{CODE}</li>
          <li>{t("home.signed-in")}</li>
        </Half>
        <Half
          title={t("home.mail")}
          className="ms-1.5 bg-accent ps-6 @2xl:ps-9"
          teeth="start-0 bg-paper"
        >
          <li lang="en">{PHRASE}</li>
          <li>{CODE}</li>
          <li className="underline underline-offset-4">{t("common.sign-in")}</li>
        </Half>
      </div>
      <figcaption className="mt-5 text-muted">{t("home.caption")}</figcaption>
    </figure>
  );
}

interface HalfProps {
  title: string;
  className: string;
  teeth: string;
  children: ReactNode;
}

function Half({ title, className, teeth, children }: HalfProps) {
  return (
    <div
      className={cx(
        "relative px-3.5 py-4 text-paper @2xl:px-6 @2xl:py-5 forced-colors:border",
        className,
      )}
    >
      <span
        aria-hidden="true"
        className={cx(
          "absolute inset-y-0 block w-2.5 tally-tooth rtl:-scale-x-100 forced-colors:hidden",
          teeth,
        )}
      />
      <h2>{title}</h2>
      <ul className="mt-6 space-y-1 font-mono">{children}</ul>
    </div>
  );
}
