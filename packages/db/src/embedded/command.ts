import { type ChildProcess, execFile, spawn, type SpawnOptions } from "node:child_process";
import { promisify } from "node:util";

/** How long any one step may take. */
export const WAIT_SECONDS = 30;

/** The user that a command runs as: this process's own unless it says otherwise. */
export interface Account {
  uid?: number;
  gid?: number;
  /** A command that runs the command. */
  wrapper: string[];
}

/** The user that this process runs as. */
export const OWN_ACCOUNT: Account = { wrapper: [] };

export interface Outcome {
  ok: boolean;
  output: string;
}

const execute = promisify(execFile);

/** Runs a command to its end, in the folder if one is given. */
export async function run(
  account: Account,
  command: string[],
  { folder = "/", input = "" } = {},
): Promise<Outcome> {
  const { file, args, options } = prepare(account, command, folder);
  const running = execute(file, args, { ...options, timeout: WAIT_SECONDS * 1000 });
  running.child.stdin?.on("error", () => {}).end(input);
  try {
    const { stdout } = await running;
    return { ok: true, output: stdout.trim() };
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return { ok: false, output: stderr?.trim() || message };
  }
}

/** Starts a command in the folder and leaves it running. */
export function launch(
  account: Account,
  command: string[],
  folder: string,
  settings: SpawnOptions,
): ChildProcess {
  const { file, args, options } = prepare(account, command, folder);
  return spawn(file, args, { ...options, ...settings });
}

function prepare(account: Account, command: string[], cwd: string) {
  const [file = "", ...args] = [...account.wrapper, ...command];
  const { uid, gid } = account;
  return { file, args, options: { cwd, env: environment(), uid, gid } };
}

/**
 * The environment of the programs. They get nothing else of this process's: PGPORT and the like would change what they
 * do, and its secrets are none of their business.
 */
export function environment(): NodeJS.ProcessEnv {
  // Next's types want NODE_ENV in every environment.
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;
}
