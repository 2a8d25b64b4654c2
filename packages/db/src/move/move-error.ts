/** Why nothing was moved, in words that say what to do. */
export class MoveError extends Error {
  override readonly name = "MoveError";
}
