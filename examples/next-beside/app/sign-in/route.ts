export { signInRoute as GET } from "../../auth.ts";
