import { linkRoute } from "../../../../link-cookie.ts";

export const GET = linkRoute("invitation");
