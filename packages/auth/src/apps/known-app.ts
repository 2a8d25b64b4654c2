/** An app that sessions may be handed to, as the process knows it. */
export interface KnownApp {
  id: string;
  /**
   * Which registration of that id it is, of an app that an operator registered; left out for one of the environment. What
   * is asked for an app that was removed since is refused, also where another has its id by now.
   */
  registration?: string;
}

/** The app that something is for, as SQL parameters; of null those of no app. */
export function audienceOf(app: KnownApp | null) {
  return { audience: app?.id ?? null, registration: app?.registration ?? null };
}
