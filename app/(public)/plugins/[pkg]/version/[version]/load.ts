import { cache } from "react";
import { pathPart } from "@/app/_server/path-part";
import { getSignedIn } from "@/app/_server/session";
import { getDb } from "@/db/context";
import { getScanProgress, progressToFollow } from "@/db/queries/scan-progress";
import { getVersionReport, type VersionReport } from "@/db/queries/version-report";

/** The version for whoever asks; read once for the title and the page. */
export const loadVersion = cache(async (packageName: string, version: string) =>
  getVersionReport(getDb(), pathPart(packageName), pathPart(version), await getSignedIn()),
);

/** What runs while the page is drawn, the first scan or a new one; null when nothing does, and for visitors. */
export const loadProgress = cache(async (report: VersionReport) =>
  report.access === "report"
    ? progressToFollow(await getScanProgress(getDb(), await getSignedIn(), report.versionId), report.status)
    : null,
);
