import { notFound } from "next/navigation";
import { getConfig } from "../../environment/config.ts";

/** Answers 404 in production: for pages that only developers may see. */
export function developmentOnly(): void {
  if (!getConfig().development) notFound();
}
