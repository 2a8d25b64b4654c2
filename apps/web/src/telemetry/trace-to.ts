/**
 * Sends spans to a collector from now on, if there is one. Returns a function that sends the last ones and ends.
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
