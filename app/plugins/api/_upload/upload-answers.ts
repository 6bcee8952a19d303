import type { AcceptedUpload } from "@/db/commands/accept-upload";
import type { AppError, ErrorDetail } from "@/lib/errors";
import { absoluteUrl, urls } from "@/lib/urls";
import { refusal, type UploadAnswer } from "./answer";
import type { UploadFields } from "./upload-fields";

/** 201: the file is stored and its checks begin. */
export function acceptedAnswer(
  accepted: AcceptedUpload,
  { fields, isTrusted, publicUrl }: { fields: UploadFields; isTrusted: boolean; publicUrl: string },
): UploadAnswer {
  const { packageName, version, pluginId, versionId, scanId, outcome } = accepted;
  const warnings = [...accepted.warnings.map(detailWords), ...fields.warnings];
  const asOther = outcome === "already-accepted" ? " This very file had come before." : "";
  return {
    status: 201,
    scanId,
    body: {
      success: true,
      message: `${packageName} ${version} was accepted and is being checked.${outcome === "replaced" ? " It replaces the file that was there." : asOther}`,
      version,
      plugin_id: pluginId,
      version_id: versionId,
      validation_status: "validating",
      approved: false,
      scan_url: absoluteUrl(publicUrl, urls.securityTab(packageName, version)),
      scan_api_url: absoluteUrl(publicUrl, urls.apiScan(scanId)),
      approval_message: approvalWords(fields.wantsAutomaticApproval, isTrusted),
      warnings,
    },
  };
}

function approvalWords(isWanted: boolean, isTrusted: boolean): string {
  if (!isTrusted) return "An approver looks at it before it is published.";
  if (isWanted) return "It is published by itself once the checks have found nothing critical.";
  return "It waits for an approver. Send auto_approve_after_scan=true to have it published by itself.";
}

/** The contract's statuses, which differ from those of our own pages for a version that cannot be replaced. */
const STATUS: Partial<Record<AppError["code"], number>> = {
  suspended: 403,
  "not-allowed": 403,
  "package-rules": 400,
  invalid: 400,
  "already-published": 400,
  conflict: 409,
  stale: 409,
  "too-large": 413,
  "storage-unavailable": 503,
};
const TEMPORARY: ReadonlySet<AppError["code"]> = new Set(["conflict", "stale", "storage-unavailable"]);

/** What an expected error of the upload becomes. */
export function errorAnswer(error: AppError): UploadAnswer {
  const status = STATUS[error.code] ?? 400;
  const isTemporary = TEMPORARY.has(error.code);
  if (error.code === "package-rules") return packageAnswer(error.details ?? []);
  const field = error.code === "already-published" ? "version" : "package";
  return refusal(status, error.message, { isTemporary, ...(status === 400 ? { errors: { [field]: [error.message] } } : {}) });
}

/** Every broken package rule at once; the status line has the first. */
function packageAnswer(problems: readonly ErrorDetail[]): UploadAnswer {
  const errors = problems.filter((problem) => problem.level === "error");
  const more = errors.length - 1;
  const first = errors[0]?.message ?? "The package cannot be accepted as it is.";
  return refusal(400, errors.length === 1 ? first : `The package cannot be accepted: ${errors.length} problems.`, {
    errors: { package: errors.map(detailWords) },
    cause: more > 0 ? `${first.slice(0, 90).toWellFormed()} (and ${more} more)` : first,
  });
}

/** `metadata.txt:3: message advice` */
export function detailWords({ entry, line, message, advice }: ErrorDetail): string {
  const place = entry ? `${entry}${line ? `:${line}` : ""}: ` : "";
  return `${place}${message}${advice ? ` ${advice}` : ""}`;
}
