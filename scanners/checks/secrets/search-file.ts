import type { Suppression } from "../../core/types";
import { allowlistOf } from "./allowlist";
import { DETECTOR_GROUPS, type Hit, hitsOnLine } from "./detectors";
import { isUnopenedByTool, valueSyntaxOf } from "./file-types";
import { isHarmlessValue, isIndirectReference, LineIds } from "./filters";
import { rstrip } from "./python-text";
import { settingsLines, transformedLines } from "./transform/transformed";

/** A value that passed the filters. */
export interface Secret extends Hit {
  /** 1-based. */
  lineNumber: number;
  /** The line as the detectors saw it: in configuration files and YAML not the file's own. */
  line: string;
  /** The line above, in the same form. */
  previous: string;
  suppression?: Suppression;
}

/**
 * Every value once per kind, where it stands first; one that is allow-listed does not hide a later one.
 * Source of the order of things: detect-secrets 1.5.0, core/scan.py: a file that is looked at as settings in a second
 * reading is one in which the first found nothing.
 */
export function searchFile(path: string, text: string): Secret[] {
  const secrets = new Secrets(path, isUnopenedByTool(path));
  const transformed = transformedLines(path, text);
  if (transformed) secrets.searchLines(transformed);
  else secrets.searchText(text);
  if (!secrets.isAnyOpen) {
    const settings = settingsLines(path, text);
    if (settings) secrets.searchLines(settings);
  }
  return secrets.found;
}

class Secrets {
  readonly found: Secret[] = [];
  isAnyOpen = false;
  private readonly seen = new Set<string>();

  constructor(
    private readonly path: string,
    private readonly isUnopened: boolean,
  ) {}

  searchLines(lines: readonly string[]): void {
    for (const [index, raw] of lines.entries()) {
      if (raw === "") continue;
      const line = rstrip(raw);
      this.judge(line, index === 0 ? "" : (lines[index - 1] as string), index + 1, hitsOnLine(line, this.path));
    }
  }

  /** Only lines on which something may stand are cut out and looked at. */
  searchText(text: string): void {
    const syntax = valueSyntaxOf(this.path);
    for (const { next, detectors } of DETECTOR_GROUPS) {
      let lineNumber = 1;
      let counted = 0;
      for (let at = next(text, 0); at >= 0; ) {
        const start = text.lastIndexOf("\n", at - 1) + 1;
        const lineEnd = text.indexOf("\n", at);
        const end = lineEnd < 0 ? text.length : lineEnd;
        for (let line = text.indexOf("\n", counted); line >= 0 && line < start; line = text.indexOf("\n", line + 1)) {
          lineNumber++;
          counted = line + 1;
        }
        const line = rstrip(text.slice(start, end));
        const hits = detectors.flatMap((detector) => detector.find(line, syntax).map((found) => ({ ...found, detector })));
        const previous = start === 0 ? "" : text.slice(text.lastIndexOf("\n", start - 2) + 1, start - 1);
        this.judge(line, previous, lineNumber, hits);
        at = lineEnd < 0 ? -1 : next(text, lineEnd + 1);
      }
    }
  }

  private judge(line: string, previous: string, lineNumber: number, hits: readonly Hit[]): void {
    if (hits.length === 0 || isIndirectReference(line)) return;
    const suppression = allowlistOf(this.path, line, previous, lineNumber);
    const ids = new LineIds(line);
    for (const hit of hits) {
      const identity = `${hit.detector.code} ${suppression ? `line ${lineNumber}` : ""} ${hit.value}`;
      const { isPattern, hasNoLetters = false } = hit.detector;
      const needsLetters = !(hasNoLetters && this.isUnopened);
      if (this.seen.has(identity) || isHarmlessValue(hit.value, hit.start, ids, isPattern, needsLetters)) continue;
      this.seen.add(identity);
      if (!suppression) this.isAnyOpen = true;
      this.found.push({ ...hit, lineNumber, line, previous, ...(suppression ? { suppression } : {}) });
    }
  }
}
