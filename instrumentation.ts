/** Runs once when the web process starts, before the first request: a configuration that is not complete stops it here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { env } = await import("@/lib/env");
    try {
      env();
    } catch (error) {
      // Next itself would go on and answer every request with an error.
      console.error((error as Error).message);
      process.exit(1);
    }
  }
}
