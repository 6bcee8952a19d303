import { ENGINE_VERSION } from "../core/engine-version";
import { UsageError } from "./usage-error";

/** The site could not be asked, or its answer could not be used. */
export class ServerError extends Error {}

const TIMEOUT_MS = 10_000;
/** A ruleset has some 50 kB. */
const MAX_BYTES = 2_000_000;
const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * An address below that of a site.
 * @throws UsageError for a site that must not be asked
 */
export function siteUrl(site: string, path: string): URL {
  const url = URL.parse(site);
  if (!url) throw new UsageError(`${site} is no address of a site, like https://plugins.example.org.`);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && THIS_MACHINE.has(url.hostname));
  if (!isSafe)
    throw new UsageError(
      `${site} must begin with https:, because a ruleset decides what is found. Only this machine may be asked by http.`,
    );
  if (url.username || url.password) throw new UsageError("The site's address must not hold a name or a password.");
  return new URL(`${url.pathname.replace(/\/+$/, "")}${path}`, url.origin);
}

/**
 * One GET, without following redirects: a token goes to no other site.
 *
 * @param refusals words for single statuses
 * @throws ServerError when there is no usable answer
 */
export async function fetchText(url: URL, token: string | null = null, refusals: Readonly<Record<number, string>> = {}): Promise<string> {
  try {
    const headers = {
      accept: "application/json",
      "user-agent": `greenbadge/${ENGINE_VERSION}`,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS), headers });
    if (answer.status >= 300 && answer.status < 400)
      throw new ServerError(`${url.host} sends on to ${answer.headers.get("location") ?? "another address"}: give that one.`);
    if (!answer.ok) throw new ServerError(refusals[answer.status] ?? `${url} answered ${answer.status}: is it a site of this kind?`);
    return await limitedText(answer, url);
  } catch (error) {
    if (error instanceof ServerError) throw error;
    const isLate = error instanceof Error && error.name === "TimeoutError";
    throw new ServerError(
      isLate ? `${url.host} did not answer within ${TIMEOUT_MS / 1000} seconds.` : `${url.host} cannot be reached (${causeOf(error)}).`,
    );
  }
}

async function limitedText(answer: Response, url: URL): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MAX_BYTES) throw new ServerError(`${url.host} answered with more than ${MAX_BYTES / 1e6} MB: that is too much.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error instanceof Error ? error.message : "unknown";
}
