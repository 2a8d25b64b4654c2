import { LinkForm } from "./link-form.tsx";

/** Where the link of a mail leads. Mail scanners open links: only its button signs in. */
export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <LinkForm token={(await params).token} />;
}
