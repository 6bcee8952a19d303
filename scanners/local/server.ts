import { ENGINE_VERSION } from "../core/engine-version";
import type { Ruleset } from "../core/types";
import { rulesetByName } from "../ruleset/rulesets";
import { parseAs } from "./read-json";
import { type ChosenRuleset, sealRuleset } from "./ruleset-file";
import { rulesetAnswer } from "./server-answers";
import { UsageError } from "./usage-error";

/** The site could not be asked, or its answer could not be used. */
export class ServerError extends Error {}

const TIMEOUT_MS = 10_000;
/** A ruleset has some 50 kB. */
const MAX_BYTES = 2_000_000;
const THIS_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The ruleset that a site has in force. What is sent is this one request; nothing about the plugin.
 * @throws UsageError for an address that must not be asked; ServerError when there is no usable answer
 */
export async function fetchRuleset(address: string): Promise<ChosenRuleset> {
  const url = rulesetUrl(address);
  const text = await fetchText(url);
  const { engineVersion, ruleset: data } = understand(text, url);
  const { ruleset, warnings } = sealRuleset(data, url.host);
  return { ruleset, warnings: [...warnings, ...ageWarnings(ruleset, url.host), ...engineWarnings(engineVersion, url.host)] };
}

function rulesetUrl(address: string): URL {
  const url = URL.parse(address);
  if (!url) throw new UsageError(`${address} is no address of a site, like https://plugins.example.org.`);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && THIS_MACHINE.has(url.hostname));
  if (!isSafe)
    throw new UsageError(
      `${address} must begin with https:, because a ruleset decides what is found. Only this machine may be asked by http.`,
    );
  if (url.username || url.password) throw new UsageError("The site's address must not hold a name or a password.");
  return new URL(`${url.pathname.replace(/\/+$/, "")}/api/v1/ruleset`, url.origin);
}

async function fetchText(url: URL): Promise<string> {
  try {
    const headers = { accept: "application/json", "user-agent": `greenbadge/${ENGINE_VERSION}` };
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS), headers });
    if (answer.status >= 300 && answer.status < 400)
      throw new ServerError(`${url.host} sends on to ${answer.headers.get("location") ?? "another address"}: give that one.`);
    if (!answer.ok) throw new ServerError(`${url} answered ${answer.status}: is it a site of this kind?`);
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
    if (bytes > MAX_BYTES) throw new ServerError(`${url.host} answered with more than ${MAX_BYTES / 1e6} MB: that is no ruleset.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error instanceof Error ? error.message : "unknown";
}

function understand(text: string, url: URL) {
  try {
    return parseAs(text, `${url.host} answered something that this program does not understand; a newer one may`, rulesetAnswer);
  } catch (error) {
    throw error instanceof UsageError ? new ServerError(error.message) : error;
  }
}

function ageWarnings(server: Ruleset, host: string): string[] {
  const own = rulesetByName(server.name);
  if (!own || own.digest === server.digest) return [];
  const label = `${server.name} ${server.version}`;
  if (server.version > own.version)
    return [
      `This program brought ${own.name} ${own.version} along; ${host} has ${label}, which is used. Update this program, or findings may differ.`,
    ];
  if (server.version < own.version)
    return [`${host} has the older ruleset ${label}, which is used; this program brought ${own.version} along.`];
  return [`${host} has another ruleset under the name ${label} than this program; the site's is used.`];
}

function engineWarnings(engineVersion: string, host: string): string[] {
  if (engineVersion === ENGINE_VERSION) return [];
  return [`${host} runs engine ${engineVersion}, this program is ${ENGINE_VERSION}: findings may differ, and result digests do.`];
}
