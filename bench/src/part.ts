export interface PartOptions {
  /** Seconds and not minutes: shows that it works, and little else. */
  quick: boolean;
}

/** A comparison: how it is measured, and what its tables say. */
export interface Part<Result = unknown> {
  run(options: PartOptions): Promise<Result>;
  /** Markdown. */
  tables(result: Result): string;
}
