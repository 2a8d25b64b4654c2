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

/** An app's own kinds of tokens. `name` is their purpose: a token of one name is refused under another. */
export interface Tokens {
  /** Long, unguessable tokens that need nothing beside them, for links. */
  idToken(name: string, options: IdTokenOptions): IdTokenHandler;
  /** Short codes that are presented together with their user, with five guesses each. */
  passwordToken(name: string, options: PasswordTokenOptions): PasswordTokenHandler;
}

export function createTokens(auth: Auth): Tokens {
  return {
    idToken: (name, options) => explaining(idToken(auth, name, options)),
    passwordToken: (name, options) => explaining(passwordToken(auth, name, options)),
  };
}
