import { z } from "zod";

export const DAY_SECONDS = 86_400;

/** Codes and links live at most a day, and sessions as long as a browser keeps a cookie. */
export const seconds = z.int().positive().max(DAY_SECONDS);

/** A link that its recipient didn't request waits longer, until somebody reads it. */
export const linkSeconds = z
  .int()
  .positive()
  .max(30 * DAY_SECONDS);

export const sessionSeconds = z
  .int()
  .positive()
  .max(400 * DAY_SECONDS);

export const digits = z.int().min(6).max(10);

/** NIST SP 800-63B 3.2.2 allows a hundred; a code of six digits gets five. */
export const attempts = z.int().min(1).max(5);

export const collectionName = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/);
