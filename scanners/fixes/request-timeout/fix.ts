import { appendArgument } from "../call-tokens";
import { type CertainCall, fixCalls, plainArguments } from "../calls";
import type { Edit, PythonFix } from "../fix";
import { INFO } from "./info";

const VERBS = ["get", "options", "head", "post", "put", "patch", "delete"].map((verb) => `requests.${verb}`);
/** Seconds without a byte, not of the whole download: long for a server that answers at all, short for a person who waits. */
const TIMEOUT = "timeout=30";

/** `requests.get(url)` becomes `requests.get(url, timeout=30)`. A `timeout=None` was written on purpose and stays. */
function fix({ node, name, tokens }: CertainCall): readonly Edit[] | null {
  if (!VERBS.includes(name)) return null;
  const given = plainArguments(node);
  if (!given || given.args.length === 0 || given.keywords.some(({ arg }) => arg === "timeout")) return null;
  return [appendArgument(tokens, TIMEOUT)];
}

export const requestTimeout: PythonFix = {
  ...INFO,
  find: (file) => fixCalls(file, "bandit/B113", fix),
};
