/** SQLSTATE of a second account at one address, or at one that another may take back, and of a token that exists. */
export const UNIQUE_VIOLATION = "23505";

/** SQLSTATE where the account, or the session, that a row would belong to has just been deleted. */
export const FOREIGN_KEY_VIOLATION = "23503";
