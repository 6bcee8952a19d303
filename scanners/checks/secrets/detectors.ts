import type { Detector, Found, Prefilter } from "./detector";
import { isRewrittenByTool, valueSyntaxOf } from "./file-types";
import { rstrip } from "./python-text";
import { DETECTORS as FOLDERS } from "./rule-folders";

/** detect-secrets 1.5.0's detectors. */
export const DETECTORS: readonly Detector[] = FOLDERS.flat();

/** Detectors that look at the same lines of a file. */
export interface DetectorGroup {
  next: Prefilter;
  detectors: readonly Detector[];
}

/** All hints in one expression: one pass over a file for all of them; on the lines that it names, each looks for its own. */
function byHint(): DetectorGroup {
  const hinted = DETECTORS.filter((detector) => typeof detector.hint === "string");
  const any = new RegExp(hinted.map((detector) => detector.hint).join("|"), "g");
  const detectors = hinted.map((detector): Detector => {
    const hint = new RegExp(detector.hint as string);
    return { ...detector, find: (line, syntax) => (hint.test(line) ? detector.find(line, syntax) : []) };
  });
  const next: Prefilter = (text, from) => {
    any.lastIndex = from;
    return any.exec(text)?.index ?? -1;
  };
  return { next, detectors };
}

function byPrefilter(): DetectorGroup[] {
  const groups = new Map<Prefilter, Detector[]>();
  for (const detector of DETECTORS) {
    if (typeof detector.hint === "string") continue;
    const group = groups.get(detector.hint);
    if (group) group.push(detector);
    else groups.set(detector.hint, [detector]);
  }
  return [...groups].map(([next, detectors]) => ({ next, detectors }));
}

export const DETECTOR_GROUPS: readonly DetectorGroup[] = [byHint(), ...byPrefilter()];

export interface Hit extends Found {
  detector: Detector;
}

/** What all detectors find on one line, without the filters. */
export function hitsOnLine(line: string, path: string): Hit[] {
  const syntax = valueSyntaxOf(path);
  return DETECTOR_GROUPS.flatMap(({ next, detectors }) =>
    next(line, 0) < 0 ? [] : detectors.flatMap((detector) => detector.find(line, syntax).map((found) => ({ ...found, detector }))),
  );
}

const ASSIGNED = /^[^:=]*[:=]\s*["']?/;
const END_OF_VALUE = /["',]|[ \t][#;]/;

/**
 * Places of values that any detector takes for a secret, without the filters: what redaction masks. A value without
 * quotes is looked at as the readers of configuration files and YAML would give it.
 */
export function secretSpans(line: string, path: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = hitsOnLine(line, path);
  const assigned = isRewrittenByTool(path) ? ASSIGNED.exec(line) : null;
  if (!assigned) return spans;
  const value = rstrip(line.slice(assigned[0].length));
  const before = `${rstrip(line.slice(0, assigned[0].length).replace(/["']$/, ""))} "`;
  const shift = assigned[0].length - before.length;
  const end = value.search(END_OF_VALUE);
  return [
    ...spans,
    ...hitsOnLine(`${before}${end < 0 ? value : value.slice(0, end)}"`, path).map(({ start, end }) => ({
      start: start + shift,
      end: end + shift,
    })),
  ];
}
