import { cache } from "react";
import { pathPart } from "@/app/_server/path-part";
import { getSignedIn } from "@/app/_server/session";
import { getDb } from "@/db/context";
import { getVersionReport } from "@/db/queries/version-report";

/** The version for whoever asks; read once for the title and the page. */
export const loadVersion = cache(async (packageName: string, version: string) =>
  getVersionReport(getDb(), pathPart(packageName), pathPart(version), await getSignedIn()),
);
