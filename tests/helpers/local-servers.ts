import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import type { Network } from "@/lib/safe-fetch/network";
import { isPublicAddress } from "@/lib/safe-fetch/public-address";

/** Servers on 127.0.0.1 for tests of outbound requests, and a network in which names lead to them. */
export class LocalServers {
  private readonly running: net.Server[] = [];
  /** Open or once opened connections; a raw server's sockets would keep it from closing. */
  private readonly sockets = new Set<net.Socket>();

  /** @returns the port */
  http(answer: http.RequestListener): Promise<number> {
    return this.listen(http.createServer(answer));
  }

  https(pem: { cert: string; key: string }, answer: http.RequestListener): Promise<number> {
    return this.listen(https.createServer(pem, answer));
  }

  /** Speaks whatever the test wants. */
  raw(speak: (socket: net.Socket) => void): Promise<number> {
    return this.listen(net.createServer(speak));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await Promise.all(this.running.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  }

  private listen(server: net.Server): Promise<number> {
    this.running.push(server);
    server.on("connection", (socket: net.Socket) => {
      this.sockets.add(socket);
      socket.on("error", () => {});
    });
    server.on("tlsClientError", () => {});
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));
  }
}

/**
 * The product's rules, but any port, and 127.0.0.1 counts as public; every other address that is not public stays refused.
 *
 * @param names addresses of each name; a function is asked anew each time. Any other name leads to 127.0.0.1.
 */
export function localNetwork(names: Record<string, string[] | (() => string[])> = {}, certificateAuthorities?: string): Network {
  return {
    resolve: async (hostname) => {
      const known = names[hostname];
      return typeof known === "function" ? known() : (known ?? ["127.0.0.1"]);
    },
    isAllowedAddress: (address) => address === "127.0.0.1" || isPublicAddress(address),
    isAllowedPort: () => true,
    ...(certificateAuthorities ? { certificateAuthorities } : {}),
  };
}
