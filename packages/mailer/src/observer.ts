type Level = "info" | "warn" | "error";

/** What a span of a mailer may say: no address, code or token. */
export type SpanAttributes = Partial<
  Record<"watchword.mail.id" | "watchword.mail.kind" | "watchword.mail.result", string>
>;

export interface SpanOptions {
  kind?: "CLIENT" | "CONSUMER" | "INTERNAL";
  attributes?: SpanAttributes;
}

/** Where a mailer tells what it does. */
export interface Observer {
  /**
   * Writes down what happened. No field but `err` holds a code, a token or an address; the message of
   * `err` may, so it is to be cleaned before it is kept.
   */
  log: Record<Level, (fields: Record<string, unknown>, message: string) => void>;
  /** Runs a step as a span, below the one that is under way; `tell` adds attributes to it. */
  inSpan<Result>(
    name: string,
    options: SpanOptions,
    run: (tell: (attributes: SpanAttributes) => void) => Promise<Result>,
  ): Promise<Result>;
}
