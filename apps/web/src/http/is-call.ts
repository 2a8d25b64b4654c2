/** Whether a URL's path is one that calls of procedures come to. */
export function isCall(url = ""): boolean {
  return /^\/api\/(trpc\/[^/?]+|v1\/[^?]+)(\?|$)/.test(url);
}
