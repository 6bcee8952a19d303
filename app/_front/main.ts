/** The web process: `node dist/web.mjs <host> <port>`, with the built site in the current folder. */
import { createServer } from "node:http";
import next from "next";
import { downloadContext } from "@/app/plugins/[pkg]/version/[version]/download/download-context";
import { processFeed } from "@/db/queries/process-feed";
import { env } from "@/lib/env";
import { log } from "@/lib/logger";
import { downloadAddresses, feedAddress } from "./addresses";
import { createFront } from "./front";

/** Requests get this long to end after SIGTERM. */
const DRAIN_MS = 15_000;

function readConfiguration(): void {
  try {
    env();
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

async function main(host: string, port: number): Promise<void> {
  readConfiguration();
  // Next asks itself here when an action leads to another page; `next start` sets it too.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const server = createServer();
  const site = next({ dev: false, hostname: host, port, httpServer: server });
  await site.prepare();
  const handle = site.getRequestHandler();
  const front = createFront([feedAddress(processFeed()), downloadAddresses(downloadContext())], (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error("front.next.failed", error);
      response.destroy();
    });
  });
  server.on("request", front);
  server.on("error", (error) => {
    log.error("front.listen.failed", error, { host, port });
    process.exit(1);
  });
  server.listen(port, host, () => log.info("web.started", { host, port }));

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(0), DRAIN_MS).unref();
      server.close(() => void site.close().finally(() => process.exit(0)));
      server.closeIdleConnections();
    });
  }
}

const [host = "127.0.0.1", port = "3000"] = process.argv.slice(2);
await main(host, Number(port));
