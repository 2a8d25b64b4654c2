const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether Postgres would read it as an id; anything else can't name a row. */
export function isUuid(input: string): boolean {
  return UUID.test(input);
}
