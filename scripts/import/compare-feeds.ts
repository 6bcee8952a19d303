/** One line of a feed, as far as two repositories must agree on it. */
export interface FeedLine {
  fileName: string;
  name: string;
  version: string;
  pluginId: number;
  /** Of the file that is offered; null when it could not be read. */
  sha256: string | null;
}

const FIELDS = ["name", "version", "pluginId", "sha256"] as const;

/** Differences in words, one a line; none when both offer the same. */
export function compareFeeds(there: readonly FeedLine[], here: readonly FeedLine[]): string[] {
  const differences: string[] = [];
  const ours = byFile(here, "here", differences);
  const theirs = byFile(there, "there", differences);
  for (const [fileName, line] of theirs) {
    const other = ours.get(fileName);
    if (!other) differences.push(`${fileName}: only there`);
    else
      for (const field of FIELDS)
        if (line[field] === null || line[field] !== other[field])
          differences.push(`${fileName}: ${field} is ${line[field] ?? "unknown"} there, ${other[field]} here`);
  }
  for (const fileName of ours.keys()) if (!theirs.has(fileName)) differences.push(`${fileName}: only here`);
  return differences;
}

function byFile(lines: readonly FeedLine[], where: string, differences: string[]): Map<string, FeedLine> {
  const found = new Map<string, FeedLine>();
  for (const line of lines) {
    if (found.has(line.fileName)) differences.push(`${line.fileName}: listed twice ${where}`);
    found.set(line.fileName, line);
  }
  return found;
}
