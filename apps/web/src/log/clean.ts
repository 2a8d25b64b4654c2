/*
 * Text that others write (Postgres, Node, providers) may contain what somebody typed or was mailed. So anything that
 * looks like an address, a code or a token is removed from it, and only those fields of an error are kept that are
 * known to contain no values: Postgres, for example, puts the values of the row that it refused into `detail`.
 */

const ADDRESS = /[^\s"'`<>()[\],;:=]+@[^\s"'`<>()[\],;:=]+/gu;
const TOKEN = /(?=[\w-]*(?:\d|[a-z][A-Z]))[\w-]{20,}/gu;
const CODE = /(?<!\d)\d(?:[ -]?\d){5,9}(?!\d)/gu;
const QUOTED = /["'`][^]*["'`]/u;

const MAX_LENGTH = 500;
/** How much is searched before it is cut to length, because half an address isn't recognized as one. */
const MAX_READ = 2_000;
const MAX_FRAMES = 12;
const MAX_DEPTH = 3;

/** Words without addresses, codes and tokens. */
export function cleanWords(words: string): string {
  return words
    .slice(0, MAX_READ)
    .replaceAll(ADDRESS, "[address]")
    .replaceAll(TOKEN, "[token]")
    .replaceAll(CODE, "[digits]")
    .slice(0, MAX_LENGTH);
}

/** What is logged of an error. */
export interface CleanError {
  type: string;
  message: string;
  /** Its code, of Postgres or of the system: `23505`, `ECONNREFUSED`. */
  errorCode?: string;
  /** The constraint that Postgres names. */
  constraint?: string;
  table?: string;
  column?: string;
  stack?: string[];
  cause?: CleanError;
  errors?: CleanError[];
}

export function cleanError(error: unknown, depth = 0): CleanError {
  if (!(error instanceof Error)) return { type: typeof error, message: "" };
  const named = error as Error & Record<string, unknown>;
  const { cause, errors } = named;
  return {
    type: named.name,
    message: cleanWords(quotesValues(named) ? named.message.replace(QUOTED, '"…"') : named.message),
    ...(typeof named.code === "string" && { errorCode: cleanWords(named.code) }),
    ...pick(named, ["constraint", "table", "column"]),
    stack: frames(named.stack),
    ...(cause !== undefined && depth < MAX_DEPTH && { cause: cleanError(cause, depth + 1) }),
    ...(Array.isArray(errors) &&
      depth < MAX_DEPTH && {
        errors: errors.slice(0, 5).map((inner) => cleanError(inner, depth + 1)),
      }),
  };
}

/** Whether the message repeats what was given: text that isn't JSON, or a value of the wrong type. */
function quotesValues({ name, code }: { name: string; code?: unknown }): boolean {
  return name === "SyntaxError" || /^(22...|ERR_INVALID_\w+)$/u.test(String(code));
}

function pick<Name extends string>(from: Record<string, unknown>, names: readonly Name[]) {
  const told = names.filter((name) => typeof from[name] === "string");
  return Object.fromEntries(told.map((name) => [name, from[name]])) as Record<Name, string>;
}

/** Only the frames: above them a stack repeats the message. */
function frames(stack = ""): string[] {
  const lines = stack.split("\n").map((line) => line.trim());
  return lines.filter((line) => line.startsWith("at ")).slice(0, MAX_FRAMES);
}
