import type { ApiContext, RegisteredApp } from "../context.ts";
import { postForm } from "../http/post-form.ts";
import { signLogoutToken } from "./logout-token.ts";
import { subjectOf } from "../app-session/subject.ts";

const ANSWERS_WITHIN_MS = 5_000;

/** What a logout token is signed and sent with. */
export interface LogoutSender extends Pick<ApiContext, "auth" | "publicUrl"> {
  /** Whether an app may be within the deployment's own network. */
  allowsPrivateAddresses: boolean;
}

/**
 * Tells an app that one of its sessions has ended (Back-Channel Logout, 2.5). `refused` if it says that the token is
 * wrong. Throws if it wasn't reached or failed. No error names the URL, which may contain a secret.
 */
export async function tellLogout(
  sender: LogoutSender,
  app: Pick<RegisteredApp, "id" | "backchannelLogoutUri" | "subjectType" | "redirectUris">,
  ended: { userId: string; sessionId: string },
): Promise<"told" | "refused"> {
  const { id: appId, backchannelLogoutUri } = app;
  if (backchannelLogoutUri === null) return "told";
  const userId = await subjectOf(sender, app, ended.userId);
  const form = { logout_token: await signLogoutToken(sender, { ...ended, userId, appId }) };
  const status = await postForm(new URL(backchannelLogoutUri), form, {
    withinMs: ANSWERS_WITHIN_MS,
    allowsPrivateAddresses: sender.allowsPrivateAddresses,
  }).catch(({ name, code = name }: Error & { code?: string }) => {
    throw new Error(`The app ${appId} wasn't reached for a logout: ${code}`);
  });
  if (status >= 200 && status < 300) return "told";
  if (status === 400) return "refused";
  throw new Error(`The app ${appId} answered a logout with ${status}`);
}
