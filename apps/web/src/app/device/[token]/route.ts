import { linkRoute } from "../../../link-cookie.ts";

export const GET = linkRoute("one-time-token");
