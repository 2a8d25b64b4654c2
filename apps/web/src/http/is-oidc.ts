/** Whether a path is one of OpenID Connect's endpoints, which other programs and their pages post to. */
export function isOidc(path = ""): boolean {
  return path.startsWith("/oidc/");
}
