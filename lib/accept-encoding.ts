export type Encoding = "br" | "gzip" | "identity";

/**
 * The forms that a client takes (`Accept-Encoding`, RFC 9110, 12.5.3), the best one first; plain is always among them,
 * because a client that refuses even that gets it rather than nothing.
 */
export function acceptedEncodings(header: string | null): Encoding[] {
  const weights = new Map<string, number>();
  for (const one of (header ?? "").toLowerCase().split(",")) {
    const [name = "", ...parameters] = one.split(";").map((text) => text.trim());
    if (name) weights.set(name === "x-gzip" ? "gzip" : name, weightOf(parameters));
  }
  const weight = (name: string) => weights.get(name) ?? weights.get("*") ?? 0;
  const packed = (["br", "gzip"] as const).filter((name) => weight(name) > 0);
  // A client that asks for plain text above all is given it.
  const plain = weights.get("identity") ?? 0;
  const wanted = packed.filter((name) => weight(name) >= plain).sort((a, b) => weight(b) - weight(a));
  return [...wanted, "identity"];
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((one) => one.startsWith("q="));
  if (given === undefined) return 1;
  const weight = Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
