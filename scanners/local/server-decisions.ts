import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type * as z from "zod";
import { fetchText, ServerError, siteUrl } from "./ask-site";
import { parseAs } from "./read-json";
import { decisionsAnswer } from "./server-answers";
import { UsageError } from "./usage-error";

export type SiteDecisions = z.output<typeof decisionsAnswer>;

/** Longer than any token, shorter than any other file that is given by mistake. */
const MAX_TOKEN = 500;

/**
 * Reads the token from a file, or from the standard input for `-`. Never from an argument: every program on a machine can
 * read those.
 * @throws UsageError for what can be no token; the text is not repeated
 */
export async function readToken(path: string, input: NodeJS.ReadableStream = process.stdin): Promise<string> {
  const given = await (path === "-" ? text(input) : readFile(path, "utf8")).catch(() => {
    throw new UsageError(`There is no file ${path} that could be read.`);
  });
  const token = given.trim();
  const where = path === "-" ? "The standard input" : path;
  if (!/^[\x21-\x7e]+$/.test(token) || token.length > MAX_TOKEN) throw new UsageError(`${where} holds no token: one line is wanted.`);
  return token;
}

/**
 * What was decided on the site about this plugin's findings, for the holder of a token of one of its editors.
 * @throws ServerError when the site gives none; UsageError for an address that must not be asked
 */
export async function fetchDecisions(site: string, packageName: string, token: string): Promise<SiteDecisions> {
  const url = siteUrl(site, `/api/v1/plugins/${encodeURIComponent(packageName)}/decisions`);
  const refused = `${url.host} does not take this token: it is wrong, was revoked, or has expired.`;
  const answer = await fetchText(url, token, {
    401: refused,
    403: refused,
    404: `${url.host} has no plugin ${packageName} that this token is for. Before its first upload leave out --token-file.`,
  });
  try {
    return parseAs(answer, `${url.host} answered something that this program does not understand; a newer one may`, decisionsAnswer);
  } catch (error) {
    throw error instanceof UsageError ? new ServerError(error.message) : error;
  }
}
