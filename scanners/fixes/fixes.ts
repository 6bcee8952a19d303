import { INFO as fileModes } from "./file-modes/info";
import type { FixInfo } from "./fix-info";
import { INFO as hashNotForSecurity } from "./hash-not-for-security/info";
import { INFO as requestTimeout } from "./request-timeout/info";
import { INFO as yamlSafeLoad } from "./yaml-safe-load/info";

/** Every mechanical fix, in words: plain data that pages and queries load. */
export const FIXES: readonly FixInfo[] = [yamlSafeLoad, hashNotForSecurity, requestTimeout, fileModes];

/** What the fixes may answer. Whether one does at a certain place is known when it is tried. */
export const FIXABLE_RULES: readonly string[] = FIXES.flatMap(({ ruleIds }) => ruleIds);

/** A finding that still counts: what somebody has decided to keep is not touched. */
export interface FixTarget {
  ruleId: string;
  path: string;
  /** 1-based; 0 for a whole file. */
  line: number;
}

/** How many findings a fix answered in a package. */
export interface FixCount {
  id: string;
  findings: number;
}
