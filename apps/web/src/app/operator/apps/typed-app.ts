import type { Acted } from "../../forms/action-form.tsx";
import type { AppView } from "./app-view.ts";

/** What the fields of an app's form hold. */
export type TypedApp = Pick<
  AppView,
  | "allowedOrigins"
  | "backchannelLogoutUri"
  | "deviceAuthorization"
  | "id"
  | "initiateLoginUri"
  | "name"
  | "origin"
  | "postLogoutRedirectUris"
  | "redirectUris"
  | "trusted"
> & { isPairwise: boolean };

/** What an action says of itself, with what was typed where it was refused. */
export interface AppActed extends Acted {
  typed: TypedApp | null;
}
