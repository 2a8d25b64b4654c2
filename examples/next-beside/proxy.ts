export { guard as proxy } from "./auth.ts";

export const config = { matcher: "/members/:path*" };
