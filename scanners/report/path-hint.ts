import { TEST_FOLDERS } from "../core/path-class";
import type { PathClass, Severity } from "../core/types";

export interface HintFinding {
  ruleId: string;
  severity: Severity;
  path: string;
  pathClass: PathClass;
}

/** What leaving out the tests would do. Only findings that need a fix or a look are counted, so no remarks. */
export interface PathHint {
  goAway: number;
  of: number;
  /** Folders (with a slash at the end) and files below the plugin's folder, sorted. */
  leaveOut: readonly string[];
  /** Critical findings go away, and none stays. */
  unblocks: boolean;
}

/**
 * Whether findings go away when the tests are left out of the package: users do not run them.
 *
 * @param open the findings that count
 * @param omitted findings beyond the cap by rule. Their places are unknown: where they may need a look, nothing is said.
 * @returns null when there is nothing to say, or nothing certain
 */
export function pathHintOf(open: readonly HintFinding[], omitted: Readonly<Record<string, number>> = {}): PathHint | null {
  const counting = open.filter((finding) => finding.severity !== "info");
  if (counting.some((finding) => (omitted[finding.ruleId] ?? 0) > 0)) return null;
  const roots = new Set(counting.flatMap((finding) => (finding.pathClass === "test" ? testRoot(finding.path) : [])));
  if (roots.size === 0) return null;
  const isLeftOut = (path: string) => [...roots].some((root) => (root.endsWith("/") ? path.startsWith(root) : path === root));
  const [gone, staying] = [counting.filter(({ path }) => isLeftOut(path)), counting.filter(({ path }) => !isLeftOut(path))];
  const isCritical = (finding: HintFinding) => finding.severity === "critical";
  return {
    goAway: gone.length,
    of: counting.length,
    leaveOut: [...roots].map((root) => root.slice(root.indexOf("/") + 1)).sort(),
    unblocks: gone.some(isCritical) && !staying.some(isCritical),
  };
}

/** The outermost test folder around a file, or the file itself. */
function testRoot(path: string): string {
  const parts = path.split("/");
  const index = parts.findIndex((part, at) => at > 0 && at < parts.length - 1 && TEST_FOLDERS.has(part.toLowerCase()));
  return index < 0 ? path : `${parts.slice(0, index + 1).join("/")}/`;
}

const MAX_NAMED = 3;
const counted = (count: number): string => count.toLocaleString("en");

/** "9 of 11 findings to fix or consider go away if you leave test/ out of the package." */
export function pathHintWords(hint: PathHint): string {
  const { goAway, of, leaveOut } = hint;
  const named = leaveOut.slice(0, MAX_NAMED);
  const more = leaveOut.length - named.length;
  const [last = "", ...before] = more > 0 ? [`${more} more like them`, ...named] : [named.at(-1) ?? "", ...named.slice(0, -1)];
  const places = before.length > 0 ? `${before.join(", ")} and ${last}` : last;
  const subject =
    of === 1
      ? "The finding to fix or consider goes"
      : goAway === of
        ? `${of === 2 ? "Both" : `All ${counted(of)}`} findings to fix or consider go`
        : `${counted(goAway)} of ${counted(of)} findings to fix or consider ${goAway === 1 ? "goes" : "go"}`;
  return `${subject} away if you leave ${places} out of the package.${hint.unblocks ? " Then nothing critical remains." : ""}`;
}

/** Lines for a `.gitattributes` in the plugin's folder with which `git archive` leaves the same out. A folder is named without a slash at its end. */
export function leaveOutLines({ leaveOut }: Pick<PathHint, "leaveOut">): string[] {
  return leaveOut.map((path) => {
    const pattern = `/${path.replace(/\/$/, "").replace(/[*?[\\]/g, "\\$&")}`;
    return `${/[\s"]/.test(pattern) ? JSON.stringify(pattern) : pattern} export-ignore`;
  });
}
