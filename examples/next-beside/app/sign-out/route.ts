export { signOutRoute as POST } from "../../auth.ts";
