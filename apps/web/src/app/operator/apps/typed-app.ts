import type { Acted } from "../../forms/action-form.tsx";
import type { AppView } from "./app-view.ts";

/** The values in the fields of an app's form. */
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

/** What an action reports about itself; if it was refused, with what was typed and what is wrong with it. */
export interface AppActed extends Acted {
  typed: TypedApp | null;
  problems: AppProblems;
}
