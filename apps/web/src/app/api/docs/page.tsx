import type { Metadata } from "next";
import { ReferencePage } from "./reference-page.tsx";

export const metadata: Metadata = { title: "API" };

/** The reference of the API, for people who call it from any programming language. */
export default function Page() {
  return <ReferencePage view="v1" />;
}
