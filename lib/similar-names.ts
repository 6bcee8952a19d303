import { distance } from "fastest-levenshtein";

export interface NamedPlugin {
  packageName: string;
  name: string;
}

/** Letters that are read as one another: what remains of a name for the eye. */
const LOOK_ALIKE: Record<string, string> = { "0": "o", "1": "l", i: "l", "5": "s", "8": "b", "|": "l" };
/** Says nothing: half of all plugins have one of them. */
const NOISE = /\b(?:qgis|plugin|plug-in|tools?|the)\b/g;

/** A name as people remember it: no accents, signs, spaces, or words that every plugin has. */
function essence(name: string): string {
  const letters = name.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const kept = letters.replace(NOISE, "").replace(/[^\p{L}\p{N}]/gu, "") || letters.replace(/[^\p{L}\p{N}]/gu, "");
  return [...kept].map((letter) => LOOK_ALIKE[letter] ?? letter).join("");
}

/** Short names are all alike; long ones may differ in a letter or two and be taken for each other. */
const allowedDistance = (length: number): number => (length < 5 ? 0 : length < 10 ? 1 : 2);

/**
 * Plugins whose name or package name could be taken for this one's, the closest first.
 * Made for thousands of names at a time: nothing is prepared or stored.
 */
export function similarNames(own: NamedPlugin, others: readonly NamedPlugin[]): NamedPlugin[] {
  const mine = [...new Set([essence(own.name), essence(own.packageName)])].filter((text) => text !== "");
  const close = others.flatMap((other) => {
    if (other.packageName === own.packageName) return [];
    const theirs = [essence(other.name), essence(other.packageName)];
    const distances = mine.flatMap((one) => theirs.map((their) => ({ steps: distance(one, their), allowed: allowedDistance(one.length) })));
    const best = distances.filter(({ steps, allowed }) => steps <= allowed).map(({ steps }) => steps);
    return best.length > 0 ? [{ other, steps: Math.min(...best) }] : [];
  });
  return close.sort((a, b) => a.steps - b.steps).map(({ other }) => other);
}
