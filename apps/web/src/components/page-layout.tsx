import type { ReactNode } from "react";
import { Notice } from "./notice.tsx";
import { Title } from "./title.tsx";

interface PageLayoutProps {
  title: string;
  /** What was just done. */
  notice?: ReactNode;
  /** A sentence under the title. */
  lead?: ReactNode;
  /** Whether the title, or the notice, takes the focus: for steps that replace another. */
  focusTitle?: boolean;
  /** Whether there is little space around the title, for pages of figures. */
  dense?: boolean;
  children?: ReactNode;
}

/** The frame of every page: its title, and rows with notes in the margin. */
export function PageLayout({
  title,
  notice,
  lead,
  focusTitle = false,
  dense = false,
  children,
}: PageLayoutProps) {
  return (
    <main>
      <Indented>
        {notice && <Notice focus={focusTitle}>{notice}</Notice>}
        <div className={`pt-4 pb-4 ${dense ? "@2xl:pt-8 @2xl:pb-6" : "@2xl:pt-24 @2xl:pb-14"}`}>
          <Title focus={focusTitle && !notice}>{title}</Title>
          {lead && (
            <div className="mt-3 max-w-[34rem] text-pretty text-muted @2xl:mt-5">{lead}</div>
          )}
        </div>
      </Indented>
      {children}
    </main>
  );
}

interface RowProps {
  note: ReactNode;
  /** Whether it continues the form of the row above; then there is no line between them. */
  continues?: boolean;
  children: ReactNode;
}

/** A row of a page, with its note in the margin, on the same baseline. */
export function Row({ note, continues = false, children }: RowProps) {
  const above = continues ? "" : "border-t border-hairline pt-4 @2xl:pt-6";
  return (
    <div
      className={`grid items-baseline gap-x-8 gap-y-1 pb-4 @2xl:grid-cols-[9rem_minmax(0,1fr)] @2xl:gap-y-2 @2xl:pb-6 ${above}`}
    >
      <div className="text-muted">{note}</div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

/** Content beside an empty margin, where the text of rows begins. */
export function Indented({ children }: { children: ReactNode }) {
  return <div className="@2xl:ps-44">{children}</div>;
}
