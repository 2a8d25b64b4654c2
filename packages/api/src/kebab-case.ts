/** `signInWithLink` as URLs and the record spell it: `sign-in-with-link`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
