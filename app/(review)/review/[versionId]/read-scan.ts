import { cache } from "react";
import { getDb } from "@/db/context";
import { readReport } from "@/db/queries/report-places";

/** The findings of the version's scan, read once for all parts of the page. */
export const readScan = cache((scanId: string, pluginId: number) => readReport(getDb(), { scanId, pluginId }));
