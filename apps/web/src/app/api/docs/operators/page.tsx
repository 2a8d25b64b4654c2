import type { Metadata } from "next";
import { ReferencePage } from "../reference-page.tsx";

export const metadata: Metadata = { title: "API for operators" };

/** What operators' programs may call, for people. */
export default function Page() {
  return <ReferencePage view="operators" />;
}
