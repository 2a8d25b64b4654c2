import NextLink from "next/link";
import type { ComponentProps } from "react";

/** Leads to a page of ours. None is fetched ahead: they are rendered for the moment they are asked for. */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
