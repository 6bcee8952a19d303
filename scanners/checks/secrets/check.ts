import type { Check, CheckContext, RawFinding } from "../../core/check";
import { readText, type TextFile } from "../../core/text-file";
import type { Coverage, Suppression } from "../../core/types";
import { rulesOfCheck } from "../../ruleset/rules";
import { allowlistOf } from "./allowlist";
import { DETECTORS, type Detector } from "./detectors";
import { isExcluded, isSkippedByTool, valueSyntaxOf } from "./file-types";
import { isHarmlessValue, isIndirectReference } from "./filters";
import { INFO } from "./info";

/** Counted while files are searched, so that no file is decoded twice. */
const COUNTS = new WeakMap<CheckContext, Coverage>();

/** detect-secrets 1.5.0's detectors over every text file of the package, Python or not. */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("secrets"),
  *run(context: CheckContext): Iterable<RawFinding> {
    const { topFolder } = context.package;
    const coverage: Coverage = { filesAnalysed: 0, filesNotAnalysed: 0, bytesAnalysed: 0, bytesNotAnalysed: 0 };
    COUNTS.set(context, coverage);
    for (const file of context.files) {
      context.signal.throwIfAborted();
      const text = isExcluded(file.path, topFolder) ? null : readText(file.bytes);
      coverage[text ? "filesAnalysed" : "filesNotAnalysed"] += 1;
      coverage[text ? "bytesAnalysed" : "bytesNotAnalysed"] += file.bytes.byteLength;
      if (text) yield* searchFile(file.path, text);
    }
  },
  /** Binary files hold no text to search; they are counted, not complained about. */
  coverage: (context: CheckContext) =>
    COUNTS.get(context) ?? { filesAnalysed: 0, filesNotAnalysed: 0, bytesAnalysed: 0, bytesNotAnalysed: 0 },
};

/** Every value once per file and kind, where it stands first; one that is allow-listed does not hide a later one. */
function* searchFile(path: string, text: TextFile): Iterable<RawFinding> {
  const detectors = DETECTORS.filter((detector) => detector.mayOccur(text.text));
  if (detectors.length === 0) return;
  const syntax = valueSyntaxOf(path);
  const shape = isSkippedByTool(path) ? "skipped-by-tool" : undefined;
  const seen = new Set<string>();
  for (const [index, raw] of text.lines.entries()) {
    const line = raw.trimEnd();
    const hits = detectors.flatMap((detector) =>
      detector.find(line, syntax).map((span) => ({ detector, value: line.slice(span.start, span.end) })),
    );
    if (hits.length === 0 || isIndirectReference(line)) continue;
    const suppression = allowlistOf(path, line, text.lines[index - 1] ?? "", index + 1);
    for (const { detector, value } of hits) {
      const identity = `${detector.code} ${suppression ? `line ${index}` : ""} ${value}`;
      if (isHarmlessValue(value, line, detector.isPattern) || seen.has(identity)) continue;
      seen.add(identity);
      const statement = detector.code === "PrivateKeyDetector" ? keyBlock(text.lines, index) : withoutPragma(line);
      yield finding(path, index + 1, detector, statement, shape, suppression);
    }
  }
}

function finding(
  path: string,
  line: number,
  detector: Detector,
  statement: string,
  shape: string | undefined,
  suppression: Suppression | undefined,
): RawFinding {
  return {
    code: detector.code,
    path,
    line,
    confidence: detector.isPattern ? "high" : "low",
    message: MESSAGES[detector.code] ?? "This looks like a secret.",
    data: { kind: detector.typeName },
    statement,
    ...(shape ? { shape } : {}),
    ...(suppression ? { suppression } : {}),
  };
}

const MESSAGES: Readonly<Record<string, string>> = {
  AWSKeyDetector: "An access key for Amazon Web Services stands here.",
  GitHubTokenDetector: "An access token for GitHub stands here.",
  PrivateKeyDetector: "A private key begins here.",
  KeywordDetector: "A value is given to a name that sounds like a password or a key. Is it a real one?",
};

const MAX_KEY_LINES = 200;

/** The whole key: an accepted test key must not stand for another one behind the same header. */
function keyBlock(lines: readonly string[], first: number): string {
  const block = lines.slice(first, first + MAX_KEY_LINES);
  const end = block.findIndex((line) => line.includes("-----END"));
  return block
    .slice(0, end < 0 ? block.length : end + 1)
    .map(withoutPragma)
    .join("\n");
}

/** A pragma that is added or reworded does not make another statement of a line. */
function withoutPragma(line: string): string {
  const at = line.search(/(?:<!--[# \t]*|(?:#|\/\/|\/\*|'|--) *)pragma: ?(?:allow|white)list/);
  return at > 0 ? line.slice(0, at).trimEnd() : line;
}
