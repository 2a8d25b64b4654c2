/** Why a token was not accepted: `EXPIRED_TOKEN` says truly that it was ours and unused. */
export class TokenError extends Error {
  override readonly name = "TokenError";
  declare readonly message: "INVALID_TOKEN" | "EXPIRED_TOKEN";

  constructor(message: "INVALID_TOKEN" | "EXPIRED_TOKEN") {
    super(message);
  }
}
