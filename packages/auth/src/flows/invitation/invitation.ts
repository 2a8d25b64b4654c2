export { acceptInvitation } from "./accept.ts";
export { invite, type Invitation, type Invited } from "./invite.ts";
