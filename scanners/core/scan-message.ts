/**
 * What a scan process says, parsed at its border: it has read a stranger's package, so its words are no better than the package until
 * they have this shape. Members that nothing here knows are left out.
 */
import * as z from "zod";
import type { ScanProcessMessage } from "./scan-process";
import { CHECK_ERROR_CODES, CHECK_IDS, CONFIDENCES, PATH_CLASSES, SEVERITIES, SUPPRESSION_KINDS } from "./types";

const checkId = z.enum(CHECK_IDS);
const count = z.int().nonnegative();
const durationMs = z.number().nonnegative();

const finding = z.object({
  ruleId: z.string(),
  severity: z.enum(SEVERITIES),
  toolSeverity: z.enum(CONFIDENCES).optional(),
  confidence: z.enum(CONFIDENCES),
  path: z.string(),
  line: count,
  endLine: count,
  pathClass: z.enum(PATH_CLASSES),
  message: z.string(),
  snippet: z.object({ startLine: count, lines: z.array(z.string()), markStart: count, markEnd: count }).optional(),
  data: z.record(z.string(), z.string()).optional(),
  fingerprint: z.string(),
  movedFingerprint: z.string(),
  equalCount: count,
  suppression: z
    .object({
      by: z.enum(SUPPRESSION_KINDS),
      ruleSpecific: z.boolean(),
      text: z.string(),
      path: z.string(),
      line: count.optional(),
      reason: z.string().optional(),
    })
    .optional(),
});

const outcome = z.discriminatedUnion("state", [
  z.object({
    checkId,
    state: z.literal("finished"),
    findings: z.array(finding),
    omitted: z.record(z.string(), count),
    omittedCritical: count,
    coverage: z.object({ filesAnalysed: count, filesNotAnalysed: count, bytesAnalysed: count, bytesNotAnalysed: count }).optional(),
    durationMs,
  }),
  z.object({ checkId, state: z.literal("errored"), code: z.enum(CHECK_ERROR_CODES), detail: z.string(), durationMs }),
]);

const source = z.object({ path: z.string(), pathClass: z.enum(PATH_CLASSES), sizeBytes: count, sha256: z.hex().length(64) });

const message = z.discriminatedUnion("type", [
  z.object({ type: z.literal("sources"), sources: z.array(source) }),
  z.object({ type: z.literal("start"), checkId }),
  z.object({ type: z.literal("outcome"), outcome }),
  z.object({ type: z.literal("unopened"), code: z.enum(CHECK_ERROR_CODES), detail: z.string() }),
  z.object({ type: z.literal("done") }),
]);

/** @returns null for what is none */
export function parseScanMessage(said: unknown): ScanProcessMessage | null {
  const parsed = message.safeParse(said);
  return parsed.success ? parsed.data : null;
}
