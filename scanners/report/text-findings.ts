import type { Change } from "../core/match-findings";
import type { CheckId, Finding, Severity } from "../core/types";
import { checkById, ruleById } from "../ruleset/rules";
import type { FormatOptions, Style } from "./package-report";
import { clip, counted, printable, wrap } from "./text-layout";

/** A line of Python after which its statement goes on, and one with which a statement of many lines can begin. */
const GOES_ON = /^[^#]*[([{,\\]$/;
const OPENS = /^[^\s"'#)\]}][^"'#]*[([{]|\\$/;

const NOT_ANALYSED = "coverage/not-analysed";
const SYNTAX_ERROR = "flake8/E999";

export interface OpenFinding extends Finding {
  checkId: CheckId;
  change?: Change;
}

/** A rule may have hundreds of places; a terminal is no place to read them all. */
const MAX_PLACES: Readonly<Record<Severity, number>> = { critical: 25, warning: 10, info: 10 };

const COLOURS: Readonly<Record<Severity, Style>> = { critical: "red", warning: "yellow", info: "cyan" };

/** The open findings of one severity: by check, then by rule, each with its repair once. */
export function severityLines(severity: Severity, title: string, open: readonly OpenFinding[], options: FormatOptions): string[] {
  const shown = open.filter((finding) => finding.severity === severity);
  if (shown.length === 0) return [];
  const unread = new Set(open.flatMap((finding) => (finding.ruleId === NOT_ANALYSED ? [finding.path] : [])));
  const lines = [options.paint(COLOURS[severity], options.paint("bold", `${title} (${shown.length})`)), ""];
  for (const [checkId, ofCheck] of Map.groupBy(shown, (finding) => finding.checkId)) {
    lines.push(options.paint("bold", checkById(checkId).title));
    for (const [ruleId, places] of Map.groupBy(ofCheck, (finding) => finding.ruleId)) {
      const isTold = ruleId === SYNTAX_ERROR && places.every(({ path }) => unread.has(path));
      lines.push(...(isTold ? toldLines(places) : ruleLines(ruleId, severity, places, options)));
    }
    lines.push("");
  }
  return lines;
}

/** A file that is no Python is a finding of the coverage, with its repair; here it only counts. */
function toldLines(places: readonly OpenFinding[]): string[] {
  return [`  ${SYNTAX_ERROR}  ${counted(places.length, "place")} in the files under ${NOT_ANALYSED}`];
}

function ruleLines(ruleId: string, severity: Severity, places: readonly OpenFinding[], options: FormatOptions): string[] {
  const rule = ruleById(ruleId);
  const heading = wrap(`${ruleId}  ${rule?.title ?? ""}`, options.width, "  ");
  const shown = places.slice(0, MAX_PLACES[severity]);
  const hidden = places.length - shown.length;
  return [
    ...heading.map((line) => options.paint(COLOURS[severity], line)),
    ...shown.flatMap((finding, index) => placeLines(finding, shown[index - 1]?.message, options)),
    ...(hidden > 0 ? [`    … and ${counted(hidden, "more place")}; --format json lists all`] : []),
    ...(rule ? wrap(`→ ${rule.howToFix}`, options.width, "    ", "      ").map((line) => options.paint("dim", line)) : []),
  ];
}

/** A message that says the same as the one above it is said once. */
function placeLines(finding: OpenFinding, messageBefore: string | undefined, options: FormatOptions): string[] {
  const place = printable(placeOf(finding, options));
  const mark = finding.change === "new" ? " (new)" : "";
  return [
    `    ${options.paint("bold", place)}${mark}`,
    ...(finding.message === messageBefore ? [] : wrap(printable(finding.message), options.width, "      ")),
    ...codeLines(finding).map((line) => options.paint("dim", `      | ${clip(printable(line), options.width - 8)}`)),
    ...(finding.suppression ? wrap(wishWords(finding), options.width, "      ") : []),
  ];
}

/** The finding's line, after the first one of its statement where that stands further up and the snippet holds it. */
function codeLines({ checkId, snippet }: OpenFinding): string[] {
  if (!snippet) return [];
  const lines = snippet.lines.map((line) => line.replaceAll("\t", " ").trim());
  let first = snippet.markStart;
  if (checkId === "bandit") while (first > 0 && GOES_ON.test(lines[first - 1] ?? "")) first--;
  const isStart = first < snippet.markStart && OPENS.test(lines[first] ?? "");
  return [...(isStart ? [lines[first] ?? ""] : []), lines[snippet.markStart] ?? ""].filter(Boolean);
}

/** It is hidden by the author and still counts. */
function wishWords({ suppression, checkId, path }: OpenFinding): string {
  const by = printable(suppression?.by === "pragma" ? suppression.text : (suppression?.path ?? path));
  return checkId === "coverage"
    ? `Hidden by \`${by}\`, which does not count here: only an approver can accept this.`
    : `Hidden by \`${by}\`, which does not lift a critical finding: a comment must name its rule.`;
}

/** How many remarks about the package itself are told one by one. */
const MAX_TOLD = 5;

/** "12 remarks: flake8/E501 9, bandit/B101 3"; what was not read or not followed is told, because it is about these checks. */
export function infoLines(open: readonly OpenFinding[], options: FormatOptions): string[] {
  const info = open.filter((finding) => finding.severity === "info");
  if (info.length === 0) return [];
  const byRule = [...Map.groupBy(info, (finding) => finding.ruleId)].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const rules = byRule.map(([ruleId, places]) => `${ruleId} ${places.length}`).join(", ");
  const words = `${counted(info.length, "remark")}, which ${info.length === 1 ? "changes" : "change"} nothing: ${rules}`;
  const told = info.filter((finding) => finding.checkId === "coverage").slice(0, MAX_TOLD);
  return [
    ...wrap(words, options.width, "", "  ").map((line) => options.paint("cyan", line)),
    ...told.flatMap((finding) => wrap(printable(`${placeOf(finding, options)}  ${finding.message}`), options.width, "  ", "    ")),
    "",
  ];
}

function placeOf({ path, line }: OpenFinding, { locate }: FormatOptions): string {
  return line > 0 ? `${locate(path)}:${line}` : locate(path);
}
