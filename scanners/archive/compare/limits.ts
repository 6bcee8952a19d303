/** What a comparison spends. Beyond it the page says what is not shown: the file itself can always be downloaded. */
export const COMPARE_LIMITS = {
  /** A text file above this is listed, not shown; the longest hand-written modules of real plugins have 600 KB. */
  fileBytes: 2_000_000,
  /** Text that is read to count changed lines; real packages hold under 20 MB of it. */
  countedBytes: 40_000_000,
  /** After this, lines are no longer counted: the list comes all the same. */
  countedMs: 6_000,
  /** Changed lines that are shown at once, over all files: a screen or five. */
  openLines: 400,
  /** Lines shown of one file when it is asked for. */
  fileLines: 3_000,
  /** Characters shown of one line. */
  lineCharacters: 1_000,
  contextLines: 3,
  /** Edit distance and time after which lines are no longer matched: the algorithm's cost is their product. */
  editLength: 8_000,
  fileMs: 1_000,
  /** Files that one question may name. */
  filesAtOnce: 20,
} as const;
