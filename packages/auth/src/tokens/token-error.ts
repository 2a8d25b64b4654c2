/** A token was not accepted. `EXPIRED_TOKEN` only for a token of ours that was never used. */
export class TokenError extends Error {
  override readonly name = "TokenError";
  declare readonly message: "INVALID_TOKEN" | "EXPIRED_TOKEN";

  constructor(message: "INVALID_TOKEN" | "EXPIRED_TOKEN") {
    super(message);
  }
}
