/** SQLSTATE of a second account at one address, or at one that another may take back. */
export const UNIQUE_VIOLATION = "23505";
