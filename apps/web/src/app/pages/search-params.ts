/** What Next hands to a page for its query. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** A query's parameter; null where it is missing or given more than once. */
export async function queryText(searchParams: SearchParams, name: string): Promise<string | null> {
  const value = (await searchParams)[name];
  return typeof value === "string" ? value : null;
}
