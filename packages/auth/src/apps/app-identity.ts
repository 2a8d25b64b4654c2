/** An app that sessions may be handed to, as the process knows it. */
export interface AppIdentity {
  id: string;
  /**
   * Which registration of its id this is, if an operator registered the app; absent for an app of the environment. A
   * call for an app that was removed since then is refused, even if another app has its id by now.
   */
  registration?: string;
}

/** The app that something is for, as SQL parameters; null for no app. */
export function audienceOf(app: AppIdentity | null) {
  return { audience: app?.id ?? null, registration: app?.registration ?? null };
}
