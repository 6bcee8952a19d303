/**
 * Order of version numbers as QGIS Desktop's plugin manager decides what is newer
 * (behaviour of python/pyplugin_installer/version_compare.py in qgis/QGIS). In short: a leading word such as "version"
 * or "v" is dropped, the rest is cut at dots, dashes, underscores and blanks and wherever digits meet other characters;
 * two numbers without a leading zero compare as numbers, everything else as text, where the known pre-release words
 * sort below the end of the number and the end below any other text.
 */
const DROPPED_PREFIXES = ["VERSION", "VER.", "VER", "V.", "V", "REVISION", "REV.", "REV", "R.", "R"];
const PRERELEASE_WORDS = new Set(["ALPHA", "BETA", "PREVIEW", "RC", "TRUNK"]);
/** Desktop compares what is left over of the longer number with a blank. */
const END = " ";

function normalise(version: string): string {
  let text = version.toUpperCase();
  // A prefix that matches is removed wherever it stands: "v1v2" reads "12" there too.
  for (const prefix of DROPPED_PREFIXES) if (text.startsWith(prefix)) text = text.replaceAll(prefix, "");
  return text.trim();
}

const elementsOf = (text: string): string[] => text.match(/\d+|[^\d.\-_ ]+/g) ?? [];

const textKey = (element: string): string => (PRERELEASE_WORDS.has(element) ? element : `Z${element}`);

function compareElements(a: string, b: string): number {
  if (a === b) return 0;
  if (/^[1-9]\d*$/.test(a) && /^[1-9]\d*$/.test(b)) return Number(a) - Number(b);
  return textKey(a) < textKey(b) ? -1 : 1;
}

/** Negative when `a` is older than `b`, 0 only when Desktop reads both alike. */
export function comparePluginVersions(a: string, b: string): number {
  const textA = normalise(a);
  const textB = normalise(b);
  if (textA === textB) return 0;
  const left = elementsOf(textA);
  const right = elementsOf(textB);
  const common = Math.min(left.length, right.length);
  for (let i = 0; i < common; i += 1) {
    const order = compareElements(left[i] as string, right[i] as string);
    if (order !== 0) return order;
  }
  if (left.length > common) return compareElements(left[common] as string, END);
  if (right.length > common) return compareElements(END, right[common] as string);
  return textA < textB ? -1 : 1;
}
