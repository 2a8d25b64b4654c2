/** SQLSTATE of a second row with a key that must be unique. */
export const UNIQUE_VIOLATION = "23505";

/** SQLSTATE of a row that belongs to one that has just been deleted. */
export const FOREIGN_KEY_VIOLATION = "23503";
