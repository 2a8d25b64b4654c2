import { createAuth } from "@watchword/auth";
import { migrate } from "@watchword/auth/migrate";
import type { SignedIn } from "@watchword/auth/session";
import { createCore } from "./core.ts";
import { forRequest, type ForRequest, type ForRequestOptions } from "./for-request.ts";
import {
  type Answer,
  answerCall,
  answerRequest,
  type HandlerOptions,
  type IncomingCall,
} from "./handler.ts";
import type { Incoming } from "./incoming.ts";
import { type AppMailer, createAppMailer } from "./mail.ts";
import { explaining } from "./not-migrated.ts";
import { onErrorOf } from "./observer.ts";
import type { WatchwordOptions } from "./options.ts";
import { createSessions, getSession, type Sessions } from "./sessions.ts";
import { settle } from "./settings.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import { createUsers, type Users } from "./users.ts";

/** Watchword inside an app: the handler of its API, what an app's server calls, and the sending of mail. */
export interface Watchword {
  /** Answers calls of Watchword's API under `basePath`: mount it there for GET, POST and OPTIONS. */
  handler(request: Request, options?: HandlerOptions): Promise<Response>;
  /** Answers calls of a server that has no `Request`. */
  answer(call: IncomingCall, options?: HandlerOptions): Promise<Answer>;
  /** Who makes a request; null if nobody is signed in, or the session was handed to another app. */
  getSession(incoming: Incoming): Promise<SignedIn | null>;
  /** The procedures for the visitor who makes a request, for the app's own routes and actions. */
  forRequest(incoming: Incoming, options?: ForRequestOptions): ForRequest;
  /** Ends the session of a request. Returns the headers that the response must contain. */
  signOut(incoming: Incoming): Promise<Headers>;
  /** Makes a token that hands over, once, the session of a request. */
  generateOneTimeToken(incoming: Incoming): Promise<{ token: string; expiresAt: string }>;
  users: Users;
  sessions: Sessions;
  /** The app's own tokens. */
  tokens: Tokens;
  /**
   * Migrates the database to the newest schema. Safe to call from any number of processes at once. While it waits for
   * whoever migrates or uses a table, it tells `onError`, and rejects after some minutes.
   */
  migrate(): Promise<void>;
  /** Sends queued mails in this process, and cleans up, until it is stopped. */
  startMailer: AppMailer["start"];
  /**
   * Sends the queued mails within 20 seconds, and removes what has expired: for serverless functions, after a response
   * and by a cron job.
   */
  sendWaiting: AppMailer["sendWaiting"];
  /** Stops the mailer and ends the connections; the app's own pool stays open. */
  close(): Promise<void>;
}

/** Watchword inside an app. Throws with everything that is wrong with the options. */
export function createWatchword(options: WatchwordOptions): Watchword {
  const settings = settle(options);
  const { database, schema, policy, locales, isBreached, oneTimeToken, hooks } = options;
  const onError = onErrorOf(options);
  const auth = createAuth({
    database,
    secret: settings.secrets,
    productName: settings.brand.name,
    onIdleError: (error) => onError(error, "a database connection broke"),
    ...(schema !== undefined && { schema }),
    ...(policy !== undefined && { policy }),
    ...(locales !== undefined && { locales }),
    ...(isBreached !== undefined && { isBreached }),
    ...(oneTimeToken !== undefined && { oneTimeToken }),
    ...(hooks !== undefined && { hooks }),
  });
  const core = createCore(auth, options, settings);
  const mailer = createAppMailer(auth, options, settings);
  return {
    ...explaining({
      getSession: (incoming: Incoming) => getSession(core, incoming),
      async signOut(incoming: Incoming) {
        const { api, headers } = forRequest(core, incoming);
        await api.session.signOut();
        return headers;
      },
      generateOneTimeToken: (incoming: Incoming) =>
        forRequest(core, incoming).api.oneTimeToken.generate({}),
      sendWaiting: mailer.sendWaiting,
    }),
    handler: (request, given) => answerRequest(core, request, given),
    answer: (call, given) => answerCall(core, call, given),
    forRequest: (incoming, given) => forRequest(core, incoming, given),
    users: explaining(createUsers(auth)),
    sessions: explaining(createSessions(core)),
    tokens: createTokens(auth),
    migrate: async () => {
      const onWait = (words: string) => onError(new Error(words), "migrate() waits");
      await migrate(database, database, { onWait, ...(schema !== undefined && { schema }) });
    },
    startMailer: mailer.start,
    async close() {
      await mailer.close();
      await auth.close();
    },
  };
}
