import { z } from "zod";
import type { Caller } from "@/app/_server/caller";
import { uploaderOf } from "@/app/_server/uploader";
import { acceptUpload } from "@/db/commands/accept-upload";
import { startDryRun } from "@/db/commands/start-dry-run";
import { takeUploadSnapshot } from "@/db/commands/upload-races";
import { isEditorOf } from "@/db/queries/editorship";
import { getScanAccess } from "@/db/queries/scan-access";
import { getScanReport } from "@/db/queries/scan-report";
import { getAddressedPlugin } from "@/db/queries/upload-address";
import { appError } from "@/lib/errors";
import { ok, type Result } from "@/lib/result";
import { absoluteUrl, urls } from "@/lib/urls";
import { pluginAddress } from "@/lib/validation/plugin-address";
import { type ApiAnswer, type ApiCall, type ApiError, endpoint } from "../endpoint";
import { scanJson } from "../scan-json";
import { scan } from "../schemas/scan";
import { DRY_RUN, EXAMPLE_SITE, QUEUED_CHECKS } from "../schemas/story";
import { type TakenPackage, takePackage } from "../take-package";

type Call = ApiCall<unknown, unknown>;
type Answer = Promise<Result<ApiAnswer<z.input<typeof scan>>, ApiError>>;

const file = z.string().describe("The ZIP");
const words = z.enum(["true", "false"]);
const LIMITS = { RateLimit: "How many packages you may still send, and when it begins anew", "X-Request-Id": "Of this request" };
/** What a scan that has only just been asked for does not know yet. */
const JUST_SENT = {
  ...{ state: "queued", verdict: null, open: null, kept: null, memory: null, blocking_rules: [] },
  checks: QUEUED_CHECKS,
  ...{ coverage: { python: null, text: null }, result_digest: null, concluded_at: null },
} as const;
const AS_DRY_RUN = {
  ...{ ...JUST_SENT, scan_id: DRY_RUN.scanId, kind: "dry-run", version_id: null, expires_at: DRY_RUN.expiresAt },
  url: absoluteUrl(EXAMPLE_SITE, urls.dryRun(DRY_RUN.scanId)),
  findings_url: absoluteUrl(EXAMPLE_SITE, urls.apiFindings(DRY_RUN.scanId)),
  sarif_url: absoluteUrl(EXAMPLE_SITE, urls.apiSarif(DRY_RUN.scanId)),
} as const;
const PROBLEMS = ["invalid", "package-rules", "suspended", "rate-limited", "too-large", "upload-expired", "storage-unavailable"] as const;

export const createScan = endpoint({
  method: "POST",
  path: "/api/v1/scans",
  id: "createScan",
  tag: "uploads",
  summary: "Only check a package: a dry run",
  description:
    "The same package rules, checks and ruleset as for an upload, and nothing else: no version comes of it, nobody gets a mail, nobody but you sees it, and it is gone after a week. For a plugin of yours, what was decided about its findings counts.",
  access: "caller",
  params: z.object({}),
  query: z.object({}),
  body: {
    file: "package",
    fields: z.object({
      package: file,
      publish: z.literal("false").default("false").describe("Nothing else: a dry run is never published"),
    }),
  },
  answers: [
    {
      status: 202,
      description: "The checks run: follow them at Location",
      schema: scan,
      headers: { Location: "The scan", ...LIMITS },
      example: AS_DRY_RUN,
    },
  ],
  problems: PROBLEMS,
  async handle(call) {
    const taken = await takePackage(call);
    if (!taken.ok) return taken;
    if (taken.value.publish) return appError("invalid", "Nothing is published from here. Send the package to its plugin's versions.");
    return dryRun(call, taken.value);
  },
});

export const createVersion = endpoint({
  method: "POST",
  path: "/api/v1/plugins/{pkg}/versions",
  id: "createVersion",
  tag: "uploads",
  summary: "Upload a version, or only check it",
  description:
    "The way in of the upload page: a new plugin, a new version, or a new file of a version that was never approved. With `publish=false` it is a dry run. The HTTP reason phrase of a refusal says the cause in one line. A client that lost the answer sends the same file with the same fields again within ten minutes and gets the same receipt: no second version, scan or mail comes of it. The same file with another changelog, or with other fields, is a correction: it is checked anew and replaces the draft under that number; a version that is already published stays as it is, and the answer says so (`already-published`).",
  access: "caller",
  params: pluginAddress,
  query: z.object({}),
  body: {
    file: "package",
    fields: z.object({
      package: file,
      publish: words.default("true").describe("`false`: a dry run"),
      changelog: z.string().max(20_000).optional().describe("Instead of the one in metadata.txt"),
      auto_approve_after_scan: words
        .default("false")
        .describe("`true`: published by itself when its owner is trusted and nothing critical is found"),
      skip_security_rules: z
        .array(z.string())
        .optional()
        .describe("Rules whose warnings count as acknowledged. They never lift what blocks"),
    }),
  },
  answers: [
    {
      status: 201,
      description: "Taken in; the checks run: follow them at scan_id",
      schema: scan,
      headers: { Location: "The version", ...LIMITS },
      example: JUST_SENT,
    },
    {
      status: 202,
      description: "A dry run: follow it at Location",
      schema: scan,
      headers: { Location: "The scan", ...LIMITS },
      example: AS_DRY_RUN,
    },
  ],
  problems: [...PROBLEMS, "conflict", "already-published"],
  async handle(call) {
    const begunAt = await takeUploadSnapshot(call.db);
    const refused = await refuseForeign(call, call.params.pkg);
    if (refused) return refused;
    const taken = await takePackage(call);
    if (!taken.ok) return taken;
    if (taken.value.publish === false) return dryRun(call, taken.value, call.params.pkg);
    const { file: stored, wantsAutomaticApproval, requestedSkips, changelog, headers } = taken.value;
    const accepted = await acceptUpload(call.db, {
      ...sentBy(call),
      ...{ file: stored, begunAt, requestedSkips },
      via: (call.caller as Caller).kind === "token" ? "token" : "web",
      asksToWait: !wantsAutomaticApproval,
      isRepeatable: true,
      expected: { packageName: await spellingOf(call, call.params.pkg) },
      ...(changelog ? { changelog } : {}),
    });
    if (!accepted.ok) return { ok: false, error: { ...accepted.error, headers } };
    const { scanId, packageName, version } = accepted.value;
    return answerScan(call, scanId, 201, { ...headers, location: absoluteUrl(call.publicUrl, urls.apiVersion(packageName, version)) });
  },
});

/** The same words for a token of another plugin and for a name of somebody else's, before the file is read. */
async function refuseForeign({ db, caller, viewer }: Call, pkg: string) {
  const plugin = await getAddressedPlugin(db, pkg, undefined);
  const isOwn = plugin ? viewer !== null && (await isEditorOf(db, plugin.pluginId, viewer)) : true;
  const isOutOfScope = !plugin && caller?.kind === "token" && caller.pluginId !== null;
  return isOwn && !isOutOfScope ? null : appError("not-allowed", "You may not upload to this plugin, or not with this token.");
}

/** An address takes a name in any case; the package must spell it as registered. */
async function spellingOf({ db }: Call, pkg: string): Promise<string> {
  return (await getAddressedPlugin(db, pkg, undefined))?.packageName ?? pkg;
}

const sentBy = ({ caller, storage, validateEntry, requestId }: Call) => ({
  by: uploaderOf(caller as Caller),
  ...{ storage, validateEntry, requestId },
});

async function dryRun(call: Call, { file: stored, headers }: TakenPackage, pkg?: string): Answer {
  const expected = pkg === undefined ? {} : { expected: { packageName: await spellingOf(call, pkg) } };
  const started = await startDryRun(call.db, { ...sentBy(call), ...expected, file: stored });
  if (!started.ok) return { ok: false, error: { ...started.error, headers } };
  const { scanId } = started.value;
  return answerScan(call, scanId, 202, { ...headers, location: absoluteUrl(call.publicUrl, urls.apiScan(scanId)) });
}

async function answerScan({ db, viewer, publicUrl }: Call, scanId: string, status: 201 | 202, headers: Record<string, string>): Answer {
  const found = await getScanAccess(db, scanId, viewer);
  const report = found && (await getScanReport(db, scanId, found.access));
  // Rights ended between the two moments: it was taken in, and is no longer theirs to see.
  if (!found || !report) return appError("not-found", "It was taken in, but you may not see it any more.");
  return ok({ status, headers, body: scanJson(found, report, { reason: null, memory: null }, publicUrl) });
}
