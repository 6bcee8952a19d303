import { Resolver } from "node:dns/promises";
import { isPublicAddress } from "./public-address";

/** What a request may reach. Tests hand in one that also reaches their own servers; the product has this one alone. */
export interface Network {
  /** Every address of a name, asked once. @throws when it has none */
  resolve(hostname: string, signal: AbortSignal): Promise<string[]>;
  isAllowedAddress(address: string): boolean;
  isAllowedPort(port: number): boolean;
  /** PEM of authorities to trust instead of Node's own. */
  certificateAuthorities?: string;
}

const PORTS: readonly number[] = [80, 443];

export const publicNetwork: Network = {
  resolve: resolveName,
  isAllowedAddress: isPublicAddress,
  isAllowedPort: (port) => PORTS.includes(port),
};

/**
 * Asks the name servers directly: unlike the system's own look-up it can be cancelled, holds no thread meanwhile, and
 * reads no hosts file.
 *
 * @param nameServers only tests name others than the machine's
 * @returns IPv4 addresses before IPv6 ones
 * @throws the name servers' error when neither kind is known
 */
export async function resolveName(hostname: string, signal: AbortSignal, nameServers?: string[]): Promise<string[]> {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 });
  if (nameServers) resolver.setServers(nameServers);
  const stop = () => resolver.cancel();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const found = [v4, v6].flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    if (found.length === 0 && v4.status === "rejected") throw v4.reason;
    return found;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
