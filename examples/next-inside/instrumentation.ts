/** Next calls it once, before the process takes requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { watchword } = await import("./watchword.ts");
  await watchword().migrate();
  await watchword().startMailer();
}
