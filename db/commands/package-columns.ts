import { parseQgisVersion, qgisOrdinal } from "@/lib/domain/qgis-version";
import type { PackageValidation } from "@/scanners/archive/types";

/** Columns of a version that come from its package. */
export function packageColumns(validation: Extract<PackageValidation, { ok: true }>) {
  const { metadata } = validation;
  const minimum = parseQgisVersion(metadata.qgisMinimumVersion) ?? { major: 0, minor: 0 };
  const maximum = parseQgisVersion(metadata.qgisMaximumVersion) ?? { major: minimum.major, minor: 99 };
  return {
    metadata,
    packageWarnings: validation.warnings,
    isExperimental: metadata.experimental,
    qgisMinimum: qgisOrdinal(minimum),
    qgisMaximum: qgisOrdinal(maximum),
  };
}
