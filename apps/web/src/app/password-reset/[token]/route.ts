import { linkRoute } from "../../../cookies/link-cookie.ts";

export const GET = linkRoute("password-reset");
