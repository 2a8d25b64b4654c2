import type { BeforeCommit, Call } from "@watchword/db/call";
import type pg from "pg";
import type { Functions } from "./functions.generated.ts";
import { type SignedIn, toSignedIn } from "./views/session.ts";
import { toUser, type User, type UserRow } from "./views/user.ts";

/** The connection on which the transaction of an event runs; unusable once the hook has returned. */
export type HookClient = Pick<pg.ClientBase, "query">;

/**
 * Called in the transaction of the event that they follow, on its connection and before it commits, so what a hook
 * writes with `client` is committed with it. If a hook throws or takes more than five seconds, the event is undone: the
 * call is refused as `UNAVAILABLE`, and its code or link stays unused.
 */
export interface Hooks {
  /** An account was made: by the first proof of its address, or by `users.create`. */
  userCreated?(event: { user: User }, client: HookClient): void | Promise<void>;
  /** A visitor signed in (not by `sessions.create`). Called after `userCreated`, if they signed up. */
  signedIn?(event: SignedIn, client: HookClient): void | Promise<void>;
  /** An account got another address, or got its former one back. */
  emailChanged?(
    event: { user: User; previousEmail: string },
    client: HookClient,
  ): void | Promise<void>;
  /** An account was deleted; `user` is as it was before. */
  userDeleted?(event: { user: User }, client: HookClient): void | Promise<void>;
}

/** A hook threw, and the event that it followed was undone. */
export class HookError extends Error {
  override readonly name = "HookError";
}

const MAX_HOOK_MS = 5_000;

type Row<Name extends keyof Functions> = Functions[Name]["row"];
type SignInRow = Row<"sign_in_by_email">;
type Following = {
  [Name in keyof Functions]?: (
    given: Functions[Name]["takes"],
  ) => BeforeCommit<Row<Name>> | Promise<BeforeCommit<Row<Name>>>;
};

/**
 * Wraps `call` so that its transactions run the app's hooks. Calls that no hook follows are passed through. `users` is
 * the table of accounts, with its schema.
 */
export function callWithHooks(call: Call<Functions>, hooks: Hooks, users: string): Call<Functions> {
  const signedIn: BeforeCommit<SignInRow> = ([row], client) =>
    lend(client, async (lent) => {
      if (row?.verdict !== "GRANTED" || row.session_id === null) return;
      const event = toSignedIn(row);
      if (hooks.userCreated && (await isNew(client, row.user_id)))
        await hooks.userCreated({ user: event.user }, lent);
      await hooks.signedIn?.(event, lent);
    });

  async function isNew(client: pg.ClientBase, userId: string): Promise<boolean> {
    const text = `SELECT created_at = now() AS is_new FROM ${users} WHERE id = $1`;
    const { rows } = await client.query<{ is_new: boolean }>(text, [userId]);
    return rows[0]?.is_new ?? false;
  }

  const following: Following = {
    ...((hooks.signedIn || hooks.userCreated) && {
      sign_in_by_email: () => signedIn,
      sign_in_by_password: () => signedIn,
      confirm_sign_up: () => signedIn,
      accept_invitation: () => signedIn,
      verify_one_time_token: () => signedIn,
      complete_password_reset: () => (rows, client) => signedIn(rows as SignInRow[], client),
    }),
    ...(hooks.userCreated && {
      create_account:
        () =>
        ([row], client) =>
          lend(client, async (lent) => row && hooks.userCreated?.({ user: toUser(row) }, lent)),
    }),
    ...(hooks.emailChanged && {
      confirm_email_change:
        ({ email: previousEmail }) =>
        ([row], client) =>
          lend(client, async (lent) => {
            if (row?.verdict !== "GRANTED" || row.session_id === null) return;
            await hooks.emailChanged?.({ user: toUser(row), previousEmail }, lent);
          }),
      undo_email_change:
        () =>
        ([row], client) =>
          lend(client, async (lent) => {
            if (row?.verdict !== "GRANTED" || row.current_email === null) return;
            const event = { user: toUser(row as UserRow), previousEmail: row.current_email };
            await hooks.emailChanged?.(event, lent);
          }),
    }),
    ...(hooks.userDeleted && {
      delete_account: async ({ user: id }) => {
        const [known] = await call("get_account", { user: id });
        return ([row], client) =>
          lend(client, async (lent) => {
            if (row?.verdict === "GRANTED" && known)
              await hooks.userDeleted?.({ user: toUser(known) }, lent);
          });
      },
    }),
  };

  return async (name, given, beforeCommit) => {
    const follow = following[name] as Following[typeof name];
    return call(name, given, follow ? await follow(given) : beforeCommit);
  };
}

/** Lets hooks use a connection. Throws `HookError` if they throw or take too long. */
async function lend(
  client: pg.ClientBase,
  work: (lent: HookClient) => Promise<unknown>,
): Promise<void> {
  let isOver = false;
  const query = (...given: unknown[]) => {
    if (isOver) throw new Error("The transaction of this hook has ended.");
    return (client.query as (...all: unknown[]) => unknown).apply(client, given);
  };
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error("It took more than five seconds.")),
    MAX_HOOK_MS,
  );
  try {
    await Promise.race([work({ query } as HookClient), late.promise]);
  } catch (cause) {
    throw new HookError("A hook failed, and what it followed was undone.", { cause });
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
