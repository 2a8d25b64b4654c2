import type { Auth } from "@watchword/auth";
import {
  idToken,
  type IdTokenHandler,
  type IdTokenOptions,
  passwordToken,
  type PasswordTokenHandler,
  type PasswordTokenOptions,
} from "@watchword/auth/tokens";
import { explaining } from "./not-migrated.ts";

/** Kinds of tokens of an app's own. `name` is their purpose: a token of one is refused as another's. */
export interface Tokens {
  /** Long, unguessable tokens that identify themselves, for links. */
  idToken(name: string, options: IdTokenOptions): IdTokenHandler;
  /** Short codes that need their user beside them, with five guesses each. */
  passwordToken(name: string, options: PasswordTokenOptions): PasswordTokenHandler;
}

export function createTokens(auth: Auth): Tokens {
  return {
    idToken: (name, options) => explaining(idToken(auth, name, options)),
    passwordToken: (name, options) => explaining(passwordToken(auth, name, options)),
  };
}
