import pino from "pino";

/** One JSON line an event. Never given a code, a token, a cookie or an address. */
export const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
