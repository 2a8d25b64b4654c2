import type { ReactNode } from "react";
import { getBrand } from "../../brand/get-brand.ts";
import { startPage } from "../../brand/start-page.ts";
import { Link } from "../../components/link.tsx";
import { Indented, PageLayout } from "../../components/page-layout.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";

interface EndingProps {
  title: string;
  lead: string;
  /** Where to go from here, and what its button says; to the start by default. */
  nextStep?: readonly [href: string, words: string];
  look?: "primary" | "plain";
  children?: ReactNode;
}

/** A page that says one thing and leads on. */
export async function Ending({ title, lead, nextStep, look, children }: EndingProps) {
  const [href, words] = nextStep ?? (await wayToStart());
  return (
    <PageLayout focusTitle title={title} lead={lead}>
      <Indented>
        <Link href={href} className={buttonStyle({ look })}>
          {words}
        </Link>
        {children}
      </Indented>
    </PageLayout>
  );
}

async function wayToStart() {
  const t = await getTranslate();
  return [startPage(await getBrand()), t("common.to-start")] as const;
}
