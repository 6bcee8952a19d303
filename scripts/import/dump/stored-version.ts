/**
 * How today's site stores version numbers: each part is filled up to three characters with zeros, a missing part is
 * filled with `#`, so that the database can sort the text. 1.2 of a plugin is `001.002.###.###`, QGIS 3.4 is
 * `003.004.000`. What it shows is this text without the filling: `01.2` became 1.2 there, and that is the number under
 * which people know the version.
 */
export function shownVersion(stored: string): string {
  const [first = "", ...rest] = stored.split(".");
  const kept = [first, ...rest.filter((part) => !/^#+$/.test(part)).map((part) => part.replace(/^#+/, ""))];
  return kept.map((part) => part.replace(/^0+(?!$|-)/, "")).join(".");
}

/** @param parts how many parts the field has at least and at most */
function fillUp(version: string, parts: number, missing: string): string {
  const given = version.split(".").slice(0, parts);
  const filled = given.map((part) => (part === "" ? "###" : part.padStart(3, "0")));
  return [...filled, ...Array<string>(parts - given.length).fill(missing)].join(".");
}

export const storedPluginVersion = (version: string): string => fillUp(version, 4, "###");
export const storedQgisVersion = (version: string): string => fillUp(version, 3, "000");

/** The bounds that the site's feed compares with when QGIS asks for `major.minor`. */
export function askedRange(qgis: string): { from: string; to: string } {
  const [major = "0", minor = "0"] = qgis.split(".");
  const asked = `${major.padStart(3, "0")}.${minor.padStart(3, "0")}`;
  return { from: `${asked}.0`, to: `${asked}.99` };
}
