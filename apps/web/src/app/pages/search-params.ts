/** The query of a page, as Next passes it. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** A parameter of a query; null if it is missing or given more than once. */
export async function queryText(searchParams: SearchParams, name: string): Promise<string | null> {
  const value = (await searchParams)[name];
  return typeof value === "string" ? value : null;
}
