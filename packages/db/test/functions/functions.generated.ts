/* Written from the database's catalogue by a test, which keeps it true. */

export const HASH = "42087559c339";

export interface Functions {
  find_account: {
    takes: {
      collection: string;
      email: string;
    };
    row: {
      id: string;
      locale: string | null;
      others: string;
    };
  };
  make_account: {
    takes: {
      collection: string;
      email: string;
      locale: string | null;
    };
    row: {
      id: string;
      collection: string;
      email: string;
      email_verified_at: Date | null;
      password_hash: string | null;
      session_epoch: number;
      disabled_at: Date | null;
      created_at: Date;
      tokens_void_until: Date | null;
      locale: string | null;
    };
  };
}

export const PARAMETERS = {
  find_account: {
    collection: "text",
    email: "text",
  },
  make_account: {
    collection: "text",
    email: "text",
    locale: "text",
  },
} as const;
