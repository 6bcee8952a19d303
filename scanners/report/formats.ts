import { githubReport } from "./github";
import { jsonReport } from "./json";
import { junitReport } from "./junit";
import type { FormatOptions, PackageReport } from "./package-report";
import { qgisReport } from "./qgis";
import { sarifReport } from "./sarif";
import { textReport } from "./text";

export const FORMATS = ["text", "json", "sarif", "junit", "github", "qgis"] as const;
export type Format = (typeof FORMATS)[number];

export const FORMATTERS: Readonly<Record<Format, (report: PackageReport, options: FormatOptions) => string>> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  github: githubReport,
  qgis: qgisReport,
};
