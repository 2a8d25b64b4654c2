import type { Metadata } from "next";
import Link from "next/link";
import { Indented, Sheet } from "../components/sheet.tsx";
import { buttonStyle } from "../components/ui/button.tsx";

export const metadata: Metadata = { title: "No such page" };

export default function NotFound() {
  return (
    <Sheet title="No such page" lead="The address is wrong, or what was here is gone.">
      <Indented>
        <Link href="/" className={buttonStyle()}>
          To the start
        </Link>
      </Indented>
    </Sheet>
  );
}
