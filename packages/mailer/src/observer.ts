type Level = "info" | "warn" | "error";

/** What a span of a mailer may contain: no address, code or token. */
export type SpanAttributes = Partial<
  Record<"watchword.mail.id" | "watchword.mail.kind" | "watchword.mail.result", string>
>;

export interface SpanOptions {
  kind?: "CLIENT" | "CONSUMER" | "INTERNAL";
  attributes?: SpanAttributes;
}

/** Receives what a mailer reports of its work. */
export interface Observer {
  /**
   * Logs what happened. Only the message of `err` may contain a code, a token or an address, so it has to be cleaned
   * before it is stored.
   */
  log: Record<Level, (fields: Record<string, unknown>, message: string) => void>;
  /** Runs a step as a child of the current span; `tell` adds attributes to it. */
  inSpan<Result>(
    name: string,
    options: SpanOptions,
    run: (tell: (attributes: SpanAttributes) => void) => Promise<Result>,
  ): Promise<Result>;
}
