import { type TaskList, Logger, runOnce } from "graphile-worker";
import { createPool } from "./pool.ts";

export interface WaitingJobs {
  databaseUrl: string;
  tasks: TaskList;
  onProblem: (message: string) => void;
}

/** Runs the jobs whose time has come, once: without LISTEN or locks of a session, so also through a pooler. */
export async function runWaitingJobs({ databaseUrl, tasks, onProblem }: WaitingJobs) {
  const pool = createPool(databaseUrl, {
    max: 2,
    onIdleError: ({ message }) => onProblem(message),
  });
  try {
    await runOnce({
      pgPool: pool,
      concurrency: 1,
      noHandleSignals: true,
      taskList: tasks,
      logger: new Logger(() => (level, message) => {
        if (level === "error" || level === "warning") onProblem(message);
      }),
    });
  } finally {
    await pool.end();
  }
}
