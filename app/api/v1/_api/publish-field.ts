const YES = ["true", "1", "yes", "on"];
const NO = ["false", "0", "no", "off"];

/** Undefined without the field; null for a word that is neither yes nor no: a misspelled wish not to publish publishes nothing. */
export function readPublish(fields: ReadonlyMap<string, readonly string[]>): boolean | undefined | null {
  const given = fields.get("publish")?.at(-1)?.trim().toLowerCase();
  if (given === undefined) return undefined;
  if (YES.includes(given)) return true;
  return NO.includes(given) ? false : null;
}
