import { type AuthUser, createAuth, type NewUser } from "@watchword/auth";
import { migrate } from "@watchword/auth/migrate";

export interface WatchwordOptions {
  /** A `postgres://` URL. */
  database: string;
  /** The schema of Watchword's tables; `watchword` by default. */
  schema?: string;
  /** At least 32 bytes. A list rotates: the first signs, all verify. */
  secret: string | readonly [string, ...string[]];
  /** Where people find the app: what links in mails begin with. */
  publicUrl: string;
}

export interface Watchword {
  /** Throws for what isn't an address, an unknown collection, or an address that has an account. */
  createUser(input: NewUser): Promise<AuthUser>;
  /** Throws for an unknown id. */
  getUser(userId: string): Promise<AuthUser>;
  /** Brings the database to the newest schema. Safe to call from any number of processes at once. */
  migrate(): Promise<void>;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** Watchword inside an app. Throws for a short secret. */
export function createWatchword({ database, schema, secret }: WatchwordOptions): Watchword {
  const inSchema = schema === undefined ? {} : { schema };
  const auth = createAuth({ database: database, secret, ...inSchema });
  return {
    createUser: auth.createUser,
    getUser: auth.getUser,
    migrate: async () => void (await migrate(database, database, inSchema)),
    close: auth.close,
  };
}
