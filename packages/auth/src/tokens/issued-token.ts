/** A token of an account. `toString()` is its secret; JSON and inspection never show it. */
export class IssuedToken {
  readonly #secret: string;
  readonly userId: string;
  readonly expiresAt: Date;

  constructor(secret: string, userId: string, expiresAt: Date) {
    this.#secret = secret;
    this.userId = userId;
    this.expiresAt = expiresAt;
  }

  toString(): string {
    return this.#secret;
  }

  toJSON(): { userId: string; expiresAt: string } {
    return { userId: this.userId, expiresAt: this.expiresAt.toISOString() };
  }
}
