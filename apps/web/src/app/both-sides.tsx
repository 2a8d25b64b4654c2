import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

/** The product in one drawing: a tally cut in two, one half on the page and one in the mail. */
export function BothSides() {
  return (
    <figure className="max-w-[34rem]">
      <div className="grid grid-cols-2 gap-x-1">
        <Half title="The page" className="mr-2.5 bg-ink" teeth="-right-2.5 bg-ink">
          <li>amber owl</li>
          <li>482915</li>
          <li>Signed in</li>
        </Half>
        <Half title="The mail" className="ml-1.5 bg-accent pl-6 @2xl:pl-9" teeth="left-0 bg-paper">
          <li>amber owl</li>
          <li>482915</li>
          <li className="underline underline-offset-4">Sign in</li>
        </Half>
      </div>
      <figcaption className="mt-5 text-muted">
        The same words: the mail is the one that the page asked for. The code is typed or pasted,
        the link is pressed; whichever comes first spends both.
      </figcaption>
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
        className={cx("absolute inset-y-0 block w-2.5 tally-tooth forced-colors:hidden", teeth)}
      />
      <h2>{title}</h2>
      <ul className="mt-6 space-y-1 font-mono">{children}</ul>
    </div>
  );
}
