import { z } from "zod";
import { listMemoryCounts } from "@/db/queries/finding-memory";
import { getScanAccess } from "@/db/queries/scan-access";
import { getScanReport } from "@/db/queries/scan-report";
import { getEffectiveReason, listStandingFindings } from "@/db/queries/scan-standing";
import { ok } from "@/lib/result";
import { urls } from "@/lib/urls";
import { endpoint } from "../endpoint";
import { findingJson } from "../finding-json";
import { listPage } from "../paging";
import { scanJson } from "../scan-json";
import { CHECK_IDS, paging, SEVERITIES, STANDINGS } from "../schemas/fields";
import { findingList, scan } from "../schemas/scan";
import { FINDING_QUERY, SENT } from "../schemas/story";
import { nothingHere } from "./not-found";

export const scanParams = z.object({
  scanId: z.uuid().meta({ description: "Id of the scan", examples: [SENT.scanId] }),
});

export const getScan = endpoint({
  method: "GET",
  path: "/api/v1/scans/{scanId}",
  id: "getScan",
  tag: "scans",
  summary: "How far a scan is, and its verdict",
  description:
    "Follow an upload here: ask again with the ETag in If-None-Match until `state` is `finished`. The scan of a public version is a summary for everybody; editors (also by token), approvers and admins see reports of drafts too; a dry run is its sender's alone. When rules change, verdicts follow in scans that are derived from stored findings. A month after another scan has replaced such a one its details are removed, unless an approval, a decision, a mail or a comparison names it; then there is nothing here.",
  access: "public",
  params: scanParams,
  query: z.object({}),
  answers: [{ status: 200, description: "The scan", schema: scan }],
  problems: [],
  async handle({ db, publicUrl, params, viewer }) {
    const found = await getScanAccess(db, params.scanId, viewer);
    const report = found && (await getScanReport(db, found.scanId, found.access));
    if (!found || !report) return nothingHere();
    const reason = await getEffectiveReason(db, found.scanId);
    const memory = found.pluginId === null ? undefined : (await listMemoryCounts(db, found.pluginId, [found.scanId])).get(found.scanId);
    return ok({ body: scanJson(found, report, { reason, memory: memory ?? null }, publicUrl) });
  },
});

export const listFindings = endpoint({
  method: "GET",
  path: "/api/v1/scans/{scanId}/findings",
  id: "listFindings",
  tag: "scans",
  summary: "What a scan found",
  description: "For those who see the report: for others there is nothing here. While the scan runs, what is known so far.",
  access: "caller",
  params: scanParams,
  query: z.object({
    severity: z
      .enum(SEVERITIES)
      .optional()
      .meta({ examples: [FINDING_QUERY.severity] }),
    check: z.enum(CHECK_IDS).optional(),
    rule: z.string().max(100).optional().meta({ description: "A rule's id, such as `bandit/B602`" }),
    standing: z
      .enum(STANDINGS)
      .optional()
      .meta({ description: "`open`: only those that count", examples: [FINDING_QUERY.standing] }),
    ...paging(50, FINDING_QUERY),
  }),
  answers: [{ status: 200, description: "A page of findings", schema: findingList, headers: { Link: "The next page, rel=next" } }],
  problems: ["invalid"],
  async handle({ db, publicUrl, params, query: { severity, check, rule, standing, page, limit }, viewer }) {
    const found = await getScanAccess(db, params.scanId, viewer);
    if (found?.access !== "report") return nothingHere();
    const filter = { severity, checkId: check, ruleId: rule, standing, page, pageSize: limit };
    const { items, total } = await listStandingFindings(db, found, filter);
    const urlOf = (next: number) => urls.apiFindings(found.scanId, { severity, check, rule, standing, page: next, limit });
    const { facts, headers } = listPage({ total, page, limit, publicUrl, urlOf });
    return ok({ body: { ...facts, items: items.map((one) => findingJson(one, publicUrl)) }, headers });
  },
});
