import { isPublicStatus, STATUS_WORDS, type VersionStatus } from "./version-status";

export interface ReleasedTo {
  label: string;
  meaning: string;
  isPublic: boolean;
  /** The mail that comes next, after "What comes next:". */
  next: string;
}

const NEXT: Partial<Record<VersionStatus, string>> = {
  validated: "a mail with the approver's decision.",
  blocked: "the receipt and the results of a corrected file, if you upload one.",
  inconclusive: "the results of a new run, or an approver's decision.",
};

/** What a release from quarantine means for a version, by the status that it leads to. */
export const releasedTo = (status: VersionStatus): ReleasedTo => ({
  ...STATUS_WORDS[status],
  isPublic: isPublicStatus(status),
  next: NEXT[status] ?? "nothing, unless something about this version changes.",
});
