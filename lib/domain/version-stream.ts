/** Versions that follow one another: of one channel (stable or experimental) and one major version of QGIS. */
export const streamOf = (version: { isExperimental: boolean; qgisMinimum: number }): string =>
  `${version.isExperimental ? "experimental" : "stable"} ${Math.floor(version.qgisMinimum / 10_000)}`;
