/** The functions whose calls are written together, and how (`Together`). */
export const WRITTEN_TOGETHER = {
  find_session: { order: "secret_hash" },
  generate_one_time_token: { order: "session" },
  start_challenge: { order: "mailbox_bucket", apart: true },
  sign_in_by_email: { locks: { name: "lock_tokens", given: ["token", "token_hash"] } },
  // A client's buckets come after those of its networks, so all batches lock them in one order.
  take_from_buckets: { order: "buckets" },
  verify_one_time_token: { locks: { name: "lock_tokens", given: ["token", "token_hash"] } },
} as const;
