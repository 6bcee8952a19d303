#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { main } from "./local/command";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort(new Error(`it was told to stop (${signal}).`)));
// `greenbadge … | head` is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  // Both programs are bundled side by side; `npm run scan` bundles them first.
  scanEntry: fileURLToPath(new URL("./scan-process.mjs", import.meta.url)),
  signal: stop.signal,
});
