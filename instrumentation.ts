/** Runs once when the web process starts, before the first request: a configuration that is not complete stops it here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  env();
}
