import type { Caller } from "../../../caller/caller.ts";

/** An app as the operators' list has it. */
export type AppView = Awaited<ReturnType<Caller["operator"]["apps"]>>[number];
