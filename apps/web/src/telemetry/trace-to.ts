/**
 * Sends spans to a collector from now on, where there is one. Answers how to send the last ones and end.
 * Without a collector OpenTelemetry's SDK isn't loaded.
 */
export async function traceTo(
  endpoint: string | null,
  service: "web" | "worker",
): Promise<() => Promise<void>> {
  if (endpoint === null) return async () => {};
  const { startTracing } = await import("./tracing.ts");
  return startTracing(endpoint, service);
}
