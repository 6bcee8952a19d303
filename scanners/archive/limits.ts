/** Every limit of an archive in one place. Bytes unless the name says otherwise. */
export const ARCHIVE_LIMITS = {
  /** What QGIS users download; the limit of the existing plugin site, so no existing workflow changes. */
  compressedBytes: 25_000_000,
  /** Ten times the compressed limit: real plugins stay below it, and a scan process can hold it in memory. */
  inflatedBytes: 250_000_000,
  /** One file may not use up the whole allowance, and must fit an ArrayBuffer twice with room to spare. */
  entryBytes: 100_000_000,
  /** Above any real plugin; bounds the work per package that does not depend on bytes. */
  entries: 10_000,
  /** Windows refuses paths of 260 characters, and the profile folder needs some of them. In UTF-16 units. */
  pathCharacters: 240,
  /** Deeper trees than this are attacks on recursive code, not plugins. */
  pathDepth: 32,
  /** metadata.txt is read by every QGIS Desktop at start; the longest real ones (changelogs) have 100 KB. */
  metadataBytes: 256 * 1024,
  /** Icons are shown at 48 pixels in lists of hundreds. */
  iconBytes: 512 * 1024,
  /** A name, an author: they stand in one table cell and in mail subjects. In UTF-16 units. */
  textFieldCharacters: 256,
  /** Problems listed of one kind; a ZIP with 10,000 broken names does not need 10,000 sentences. */
  problemsListed: 50,
} as const;

/**
 * What the suspicious-files check spends on all nested archives of a package together. All are counts, so the same
 * package gives the same findings on every machine. What lies beyond is reported as not looked into.
 */
export const NESTED_LIMITS = {
  /** Names read; the limit of a package itself. */
  names: 10_000,
  /** Entries whose first bytes are unpacked: each can cost half a megabyte of zeros, so 1 GB at worst, under a second. */
  heads: 2_000,
  /** First bytes of an entry's compressed data that are unpacked for a look at the signature. */
  compressedHeadBytes: 512,
  /** Bytes inflated from gzip files, to find a tar archive inside. */
  gzipBytes: 50_000_000,
} as const;
