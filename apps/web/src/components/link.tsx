import NextLink from "next/link";
import type { ComponentProps } from "react";

/** A link to a page of ours. Pages aren't prefetched, because they are rendered for the moment of the request. */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
