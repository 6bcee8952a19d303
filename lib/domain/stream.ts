/** Versions that follow each other: of one channel (stable or experimental) and one QGIS major (docs: decisions on intake). */
export interface InStream {
  isExperimental: boolean;
  /** Sortable number, see `qgisOrdinal`. */
  qgisMinimum: number;
}

const majorOf = (ordinal: number): number => Math.floor(ordinal / 10_000);

export const isSameStream = (a: InStream, b: InStream): boolean =>
  a.isExperimental === b.isExperimental && majorOf(a.qgisMinimum) === majorOf(b.qgisMinimum);
