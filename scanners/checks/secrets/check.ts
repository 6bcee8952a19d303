import type { PackageFile, PluginPackage } from "../../archive/types";
import { secretsBaseline } from "../../config/baseline";
import type { Check, CheckContext, RawFinding } from "../../core/check";
import { readText } from "../../core/text-file";
import type { Coverage } from "../../core/types";
import { rulesOfCheck } from "../../ruleset/rules";
import { withoutPragma } from "./allowlist";
import { credentials } from "./credentials";
import { isSkippedByTool } from "./file-types";
import { INFO } from "./info";
import { keyBlock } from "./key-block";
import { type Secret, searchFile } from "./search-file";
import { shapeOf } from "./shapes";

/** Counted while a share of a package is searched, so that no file is decoded twice. */
const COUNTS = new WeakMap<CheckContext, Coverage>();

/** detect-secrets 1.5.0's detectors, and our own rule, over every text file of the package, Python or not. */
export const check: Check = {
  info: INFO,
  rules: rulesOfCheck("secrets"),
  *run(context: CheckContext): Iterable<RawFinding> {
    const coverage: Coverage = { filesAnalysed: 0, filesNotAnalysed: 0, bytesAnalysed: 0, bytesNotAnalysed: 0 };
    COUNTS.set(context, coverage);
    for (const file of context.files) {
      context.signal.throwIfAborted();
      const text = isBaseline(file.path, context.package) ? null : readText(file.bytes);
      coverage[text ? "filesAnalysed" : "filesNotAnalysed"] += 1;
      coverage[text ? "bytesAnalysed" : "bytesNotAnalysed"] += file.bytes.byteLength;
      if (text) yield* findingsIn(context, file, text.text);
    }
  },
  /** Binary files hold no text to search; they are counted, not complained about. */
  coverage: (context: CheckContext) =>
    COUNTS.get(context) ?? { filesAnalysed: 0, filesNotAnalysed: 0, bytesAnalysed: 0, bytesNotAnalysed: 0 },
};

/** The author's baseline holds hashes only. */
function isBaseline(path: string, { topFolder }: PluginPackage): boolean {
  return path === `${topFolder}/.secrets.baseline`;
}

const COMMIT = /^[ \t]*commitSha1[ \t]*[=:].*$/gim;

function* findingsIn(context: CheckContext, file: PackageFile, text: string): Iterable<RawFinding> {
  const { topFolder } = context.package;
  // The packing tool writes the commit there, which would be a find in every plugin.
  const source = file.path === `${topFolder}/metadata.txt` ? text.replace(COMMIT, "") : text;
  const secrets = searchFile(file.path, source);
  const isSkipped = isSkippedByTool(file.path);
  for (const secret of secrets) yield finding(context.package, file.path, source, secret, isSkipped);
  if (!isSkipped) yield* credentials(context, file.path, source, secrets);
}

function finding(pluginPackage: PluginPackage, path: string, text: string, secret: Secret, isSkipped: boolean): RawFinding {
  const { detector, lineNumber, line, value } = secret;
  const suppression = secret.suppression ?? secretsBaseline(pluginPackage).suppressionOf(path, detector.typeName, value);
  const shape = isSkipped ? "skipped-by-tool" : shapeOf(secret, path);
  return {
    code: detector.code,
    path,
    line: lineNumber,
    confidence: detector.isPattern ? "high" : "low",
    message: detector.message,
    data: { kind: detector.typeName },
    statement: detector.code === "PrivateKeyDetector" ? keyBlock(text, lineNumber) : withoutPragma(line),
    ...(shape ? { shape } : {}),
    ...(suppression ? { suppression } : {}),
  };
}
