import type { PythonFile } from "../python/python-file";
import type { FixInfo } from "./fix-info";

/** A change of a file's text: `by` in place of what stands between two offsets. All that is written is ASCII. */
export interface Edit {
  start: number;
  end: number;
  by: string;
}

/** One call that a fix would change. */
export interface FixedPlace {
  ruleId: string;
  /** 1-based line on which the call begins: where its finding stands. */
  line: number;
  edits: readonly Edit[];
}

/** A fix of Python code: pure, finds its places by tree and tokens, never by the text. */
export interface PythonFix extends FixInfo {
  /** Absent: for every plugin. Ordinal (major * 10,000 + minor) of the oldest QGIS in which the result runs. */
  qgisAtLeast?: number;
  /** Every place that can be changed without a doubt about its meaning; none where there is one. */
  find(file: PythonFile): readonly FixedPlace[];
}
