/** SQLSTATE of a second account at one address, or at one that another may take back, and of a token that exists. */
export const UNIQUE_VIOLATION = "23505";
