export { callbackRoute as GET } from "../../auth.ts";
