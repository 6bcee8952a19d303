/**
 * Whether a header `Accept` lets one of the offered media types through (RFC 9110, 12.5.1). No header accepts everything.
 * Any kind of JSON is taken for any other: clients that ask for `application/json` get SARIF and problems, too.
 */
export function accepts(header: string | null, offered: readonly string[]): boolean {
  if (!header?.trim()) return true;
  const ranges = header.split(",").map(parseRange);
  return offered.some((type) => ranges.some((range) => range.quality > 0 && covers(range.type, type)));
}

function parseRange(text: string): { type: string; quality: number } {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const given = parameters.find((one) => one.startsWith("q="))?.slice(2);
  return { type, quality: given === undefined ? 1 : Number(given) || 0 };
}

const isJson = (type: string): boolean => type === "application/json" || type.endsWith("+json");

function covers(range: string, type: string): boolean {
  if (range === "*/*" || range === type || range === `${type.split("/")[0]}/*`) return true;
  return isJson(range) && isJson(type);
}
