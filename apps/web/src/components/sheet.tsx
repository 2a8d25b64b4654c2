import type { ReactNode } from "react";
import { Title } from "./title.tsx";

interface SheetProps {
  title: string;
  /** A sentence under the title. */
  lead?: ReactNode;
  /** Whether the title takes the focus: for steps that replace another. */
  focusTitle?: boolean;
  children?: ReactNode;
}

/** What every page is printed on: notes hang in the margin, what they are about stands beside them. */
export function Sheet({ title, lead, focusTitle = false, children }: SheetProps) {
  return (
    <main>
      <Indented>
        <div className="pt-14 pb-10 @2xl:pt-24 @2xl:pb-14">
          <Title focus={focusTitle}>{title}</Title>
          {lead && <div className="mt-5 max-w-[34rem] text-pretty text-muted">{lead}</div>}
        </div>
      </Indented>
      {children}
    </main>
  );
}

/** A line of the sheet: its note in the margin, on the same baseline. */
export function Row({ note, children }: { note: ReactNode; children: ReactNode }) {
  return (
    <div className="grid items-baseline gap-x-8 gap-y-2 border-t border-hairline py-6 @2xl:grid-cols-[9rem_minmax(0,1fr)]">
      <div className="text-muted">{note}</div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

/** Beside an empty margin, where a row's words begin. */
export function Indented({ children }: { children: ReactNode }) {
  return <div className="@2xl:ps-44">{children}</div>;
}
