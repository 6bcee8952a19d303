import { z } from "zod";
import { ok } from "@/lib/result";
import { absoluteUrl, urls } from "@/lib/urls";
import { jsonReport } from "@/scanners/report/json";
import { sarifReport } from "@/scanners/report/sarif";
import { endpoint } from "../endpoint";
import { packageReport, sarifLog } from "../schemas/scan";
import { getPackageReport } from "../stored-report";
import { scanParams } from "./scans";

const asFile = (name: string) => ({ "content-disposition": `inline; filename="${name}"` });

export const getReport = endpoint({
  method: "GET",
  path: "/api/v1/scans/{scanId}/report",
  id: "getReport",
  tag: "scans",
  summary: "The whole report in JSON",
  description:
    "Every finding at once, in the form in which the command line writes it with `--format json`: two scans can be compared as text. For those who see the report.",
  access: "caller",
  params: scanParams,
  query: z.object({}),
  answers: [{ status: 200, description: "The report", schema: packageReport }],
  problems: ["conflict"],
  async handle(call) {
    const found = await getPackageReport(call);
    if (!found.ok) return found;
    const { report, fileName } = found.value;
    return ok({ body: JSON.parse(jsonReport(report)), headers: asFile(`${fileName}.json`) });
  },
});

export const getSarif = endpoint({
  method: "GET",
  path: "/api/v1/scans/{scanId}/sarif",
  id: "getSarif",
  tag: "scans",
  summary: "The report in SARIF",
  description: "For code scanning services and editors. What is kept knowingly is marked as suppressed. For those who see the report.",
  access: "caller",
  params: scanParams,
  query: z.object({}),
  answers: [{ status: 200, description: "SARIF 2.1.0", schema: sarifLog, mediaType: "application/sarif+json" }],
  problems: ["conflict"],
  async handle(call) {
    const found = await getPackageReport(call);
    if (!found.ok) return found;
    const { report, fileName } = found.value;
    const ruleUrl = (ruleId: string) => absoluteUrl(call.publicUrl, urls.ruleDocs(ruleId));
    const text = sarifReport(report, { locate: (path) => path, ruleUrl });
    return ok({ body: JSON.parse(text), headers: asFile(`${fileName}.sarif`) });
  },
});
