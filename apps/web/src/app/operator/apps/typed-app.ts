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
> & { isPairwise: boolean; makesKey: boolean };

/** What is wrong with each field. */
export type AppProblems = Partial<Record<keyof TypedApp, string>>;

/** What an action says of itself, with what was typed and what is wrong with it where it was refused. */
export interface AppActed extends Acted {
  typed: TypedApp | null;
  problems: AppProblems;
}
