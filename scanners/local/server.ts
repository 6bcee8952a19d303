import { ENGINE_VERSION } from "../core/engine-version";
import type { Ruleset } from "../core/types";
import { rulesetByName } from "../ruleset/rulesets";
import { fetchText, ServerError, siteUrl } from "./ask-site";
import { parseAs } from "./read-json";
import { type ChosenRuleset, sealRuleset } from "./ruleset-file";
import { rulesetAnswer } from "./server-answers";
import { UsageError } from "./usage-error";

/**
 * The ruleset that a site has in force. What is sent is this one request; nothing about the plugin.
 * @throws UsageError for an address that must not be asked; ServerError when there is no usable answer
 */
export async function fetchRuleset(address: string): Promise<ChosenRuleset> {
  const url = siteUrl(address, "/api/v1/ruleset");
  const text = await fetchText(url);
  const { engineVersion, ruleset: data } = understand(text, url);
  const { ruleset, warnings } = sealRuleset(data, url.host);
  return { ruleset, warnings: [...warnings, ...ageWarnings(ruleset, url.host), ...engineWarnings(engineVersion, url.host)] };
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
