/** How a table is filled for so many accounts. */
export interface Filling {
  table: string;
  insert(n: number): string;
}

/** The id of the account of a number: known without looking for it, and as scattered as a random one. */
export function userId(number: string): string {
  return `md5('user ' || (${number}))::uuid`;
}

export function hashOf(text: string): string {
  return `sha256(convert_to(${text}, 'UTF8'))`;
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
