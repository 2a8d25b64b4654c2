import { notFound } from "next/navigation";
import { getConfig } from "../../environment/config.ts";

/** Not found where people are served: for pages that only who builds with it may see. */
export function developmentOnly(): void {
  if (!getConfig().development) notFound();
}
